"""The check that a context is still usable after a refusal."""

from __future__ import annotations

import warnings
from typing import Any

from sparkish.streaming import StreamingContext, StreamingContextState


def assertUsable(ssc: StreamingContext) -> None:
    """Check that a context can still be corrected, and runs, after a refusal."""
    assert ssc.getState() is StreamingContextState.INITIALIZED
    seen: list[Any] = []
    ssc.queueStream([[1, 2]]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ssc.runFor(batches=1)
    assert seen == [1, 2]
