"""Runs faults: all faults of one setting run one after another against the same driver."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from compat.cluster import Cluster, ClusterError
from compat.faults.app import App
from compat.faults.faults import FAULTS, SETTINGS, Fault
from compat.faults.report import Result

__all__ = ["runAll", "runSetting"]


def runAll(cluster: Cluster, names: Iterable[str]) -> Iterator[Result]:
    """Run the faults with these names under all of their settings."""
    chosen = [fault for fault in FAULTS if fault.name in set(names)]
    for setting in SETTINGS:
        yield from runSetting(cluster, setting, chosen)


def runSetting(cluster: Cluster, setting: str, faults: Iterable[Fault]) -> list[Result]:
    """Run those faults that belong to this setting."""
    todo = [fault for fault in faults if setting in fault.under]
    results: list[Result] = []
    while len(results) < len(todo):
        folder = cluster.folder / f"app{time.time_ns()}"
        try:
            with App(cluster, SETTINGS[setting], folder) as app:
                for fault in todo[len(results) :]:
                    # Append one by one: if a fault fails, the results before it count.
                    results.append(_run(app, fault))  # noqa: PERF401
        except ClusterError as error:
            # The driver may be in any state, so the next fault gets a new one.
            failed = todo[min(len(results), len(todo) - 1)]
            results.append(Result(failed, SETTINGS[setting], problem=str(error)))
    return results


def _run(app: App, fault: Fault) -> Result:
    start = time.monotonic()
    before, errors = app.mark(), len(app.told().errors())
    fault.run(app)
    return Result(
        fault,
        app.setting,
        time.monotonic() - start,
        app.figures(before),
        app.told().errors()[errors:],
    )
