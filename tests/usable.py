"""What every refusal leaves behind: a context that can be used."""

from __future__ import annotations

import warnings
from typing import Any

from sparkish.streaming import StreamingContext, StreamingContextState


def assertUsable(ssc: StreamingContext) -> None:
    """A context that refused can still be mended, and runs."""
    assert ssc.getState() is StreamingContextState.INITIALIZED
    seen: list[Any] = []
    ssc.queueStream([[1, 2]]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ssc.runFor(batches=1)
    assert seen == [1, 2]
