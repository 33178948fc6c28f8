"""What the callback of ``commitAsync`` is told, as Scala's programs read it."""

from __future__ import annotations

import copy
import pickle
from typing import Any

from sparkish.streaming.kafka010 import OffsetAndMetadata


def test_what_was_committed() -> None:
    committed: Any = OffsetAndMetadata(5)
    # Not inside an assertion, because pytest rewrites assertions.
    called = [committed.offset(), committed.metadata()]
    assert called == [5, ""]
    assert (committed.offset, committed.metadata) == (5, "")
    assert str(committed) == "OffsetAndMetadata(offset=5, metadata='')"
    for same in (pickle.loads(pickle.dumps(committed)), copy.deepcopy(committed)):
        assert same == committed == (5, "")
        assert type(same) is OffsetAndMetadata
