"""How the time of a batch grows: ``python -m compat.bench.scaling``.

It varies the blocks, the streams, the records, the keys held and the keys touched. It prints the
medians, and sentences about the slope for each system: the smallest time, the largest time, and the
cost of each step.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from statistics import linear_regression, median
from typing import Any, NamedTuple

from compat.bench import state
from compat.bench.feeder import Load
from compat.bench.results import save, saved
from compat.bench.run import Feeder, Run, Settings, measure

SYSTEMS = ("pyspark", "sparkish", "scala")
BLOCKS = (1, 5, 20, 100, 300)
STREAMS = (1, 5, 20, 50)
RECORDS = (1, 1_000, 10_000, 100_000, 1_000_000)
KEYS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
TOUCHED = (100, 1_000, 10_000, 100_000)


class Point(NamedTuple):
    """A measured time."""

    over: str
    value: int
    system: str
    seconds: float


def blocks(batches: int) -> Iterator[Point]:
    """Yield the times of ``map`` and ``print`` by blocks: one line per block, batches of 3 s."""
    for count in BLOCKS:
        tick = 3000 / count
        settings = Settings(3.0, 3, batches, blockInterval=f"{round(tick)}ms")
        yield from _points("blocks", count, "map_print", Load(1, tick), settings)


def streams(batches: int) -> Iterator[Point]:
    """Yield the times of a count of a union by sockets: one line per second and socket."""
    for count in STREAMS:
        settings = Settings(1.0, 5, batches, blockInterval="1s", streams=count)
        yield from _points("streams", count, "count", Load(1, 1000), settings)


def records(batches: int) -> Iterator[Point]:
    """Yield the times of ``map`` and a look at every element by records per second."""
    for count in RECORDS:
        ticks = min(5, count)
        load = Load(count // ticks, 1000 / ticks, words=1)
        yield from _points("records", count, "three_outputs", load, Settings(1.0, 4, batches))


def held(batches: int) -> Iterator[Point]:
    """Yield the times of 1,000 updates by keys held; ``updateStateByKey`` up to a million keys."""
    for keys in KEYS:
        for system in state.SYSTEMS:
            if "mapWithState" in system or keys <= 1_000_000:
                yield _state("keys held, 1,000 touched", keys, system, keys, 1000, batches)


def touched(batches: int) -> Iterator[Point]:
    """Yield the times of updates of a million keys by keys touched."""
    for updates in TOUCHED:
        for system in state.SYSTEMS:
            over = "keys touched, 1,000,000 held"
            yield _state(over, updates, system, 1_000_000, updates, batches)


KINDS = {
    "blocks": blocks,
    "streams": streams,
    "records": records,
    "held": held,
    "touched": touched,
}


def _state(over: str, value: int, system: str, keys: int, updates: int, batches: int) -> Point:
    options = [f"--keys={keys}", f"--updates={updates}"]
    options.append(f"--batches={batches + state.WARM_UP + 1}")
    result, _ = state.measured(system, options)
    return Point(over, value, system, median(result["times"]))


def _points(over: str, value: int, program: str, load: Load, settings: Settings) -> Iterator[Point]:
    with Feeder(str(load)) as feeder:
        for system in SYSTEMS:
            run = Run(system, program, str(load), 1)
            measure(run, settings, feeder)
            yield Point(over, value, system, median(run.execution))


def words(points: Sequence[Point]) -> list[str]:
    """Return the slopes as sentences."""
    said = []
    for over, system in dict.fromkeys((point.over, point.system) for point in points):
        own = [point for point in points if (point.over, point.system) == (over, system)]
        if len(own) < 2:
            continue
        slope, _ = linear_regression([p.value for p in own], [p.seconds for p in own])
        least = min(own, key=lambda point: point.value)
        most = max(own, key=lambda point: point.value)
        unit = max(1, most.value // 10)
        said.append(
            f"- {over}, {system}: {least.seconds:.3f} s at {least.value:,}, {most.seconds:.3f} s "
            f"at {most.value:,}; {slope * unit:.3f} s for each {unit:,} more."
        )
    return said


def keep(name: str, new: Sequence[Point], batches: int) -> None:
    """Save these points, and keep the saved points of other kinds."""
    measured = {point.over for point in new}
    series: list[dict[str, Any]] = saved(name).get("series", [])
    points = [Point(**each) for each in series if each["over"] not in measured]
    points += new
    results = {"batches": batches, "series": [point._asdict() for point in points]}
    save(name, results, "\n".join(words(points)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.scaling", description=__doc__)
    parser.add_argument("--over", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--batches", type=int, default=5, help="measured for each point")
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    options = parser.parse_args()
    points: list[Point] = []
    for kind in options.over:
        for point in KINDS[kind](options.batches):
            print(f"{point.over} {point.value:,} {point.system}: {point.seconds:.3f} s", flush=True)
            points.append(point)
            # Save after each point: an interrupted measurement keeps its results so far.
            if options.save:
                keep(options.save, points, options.batches)
    print("", *words(points), sep="\n")


if __name__ == "__main__":
    main()
