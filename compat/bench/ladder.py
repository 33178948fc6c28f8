"""What a system holds: runs on the steps of a ladder, from the easiest to the hardest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from compat.bench.feeder import Load
from compat.bench.run import Feeder, Run, Settings, measure


def hardest(ladder: Sequence[int], holds: Callable[[int], bool]) -> int | None:
    """Return the hardest step that is held, by bisection; None if not even the first one is."""
    held, failed = -1, len(ladder)
    while failed - held > 1:
        middle = (held + failed) // 2
        if holds(ladder[middle]):
            held = middle
        else:
            failed = middle
    return ladder[held] if held >= 0 else None


def keepsUp(run: Run, settings: Settings, load: Load) -> bool:
    """Measure a run, and tell whether its last batches wait for at most one interval to begin.

    A run that ends, for lack of memory for instance, does not keep up either.
    """
    with Feeder(str(load)) as feeder:
        try:
            measure(run, settings, feeder)
        except RuntimeError as error:
            print(f"{run.system} {run.load}: {str(error)[-300:]}", flush=True)
            return False
    waited = [total - took for total, took in zip(run.delay, run.execution, strict=True)]
    last = median(waited[-max(10, settings.batches // 10) :])
    print(
        f"{run.system} {run.load}: {median(run.execution):.3f} s a batch, {last:.3f} s late",
        flush=True,
    )
    return last <= settings.interval
