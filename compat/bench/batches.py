"""The times of the batches that a driver remembers. Raw PySpark uses it: it imports no sparkish."""

from __future__ import annotations

from typing import Any


def processingTimes(ssc: Any) -> list[float]:
    """Return the seconds that each completed batch took, the oldest batch first."""
    done = ssc._jssc.ssc().progressListener().retainedCompletedBatches()
    infos = [done.apply(n) for n in range(done.size())]
    times = sorted(
        (info.batchTime().milliseconds(), info.processingDelay().get() / 1000) for info in infos
    )
    return [seconds for _, seconds in times]
