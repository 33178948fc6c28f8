"""The largest rate that a system holds: ``python -m compat.bench.rate``.

Word count over sockets with batches of one second, by lines of ten words. A system holds a rate if,
after a minute, the last batches wait for at most one second to begin, and the receivers have taken
all lines in time. The CPU time is that of the largest rate held.
"""

from __future__ import annotations

import argparse

from compat.bench.feeder import Load
from compat.bench.ladder import hardest, keepsUp
from compat.bench.results import save
from compat.bench.run import Run, Settings

SYSTEMS = ("pyspark", "sparkish", "scala")
STREAMS = (1, 4)
_TICKS = 20
_TENS = (10, 12, 16, 20, 25, 32, 40, 50, 64, 80)
#: Thousands of lines a second over all receivers; each is a fifth to a half more.
LADDER = (2, 3, 4, 6, 8, *_TENS, 100, 128, 160, 200, 250, 320, 400, 500, 640)


def largest(system: str, streams: int, seconds: int) -> Run | None:
    """Return the run with the largest rate of the ladder that is held, or None."""
    runs: dict[int, Run] = {}

    def holds(thousands: int) -> bool:
        lines = thousands * 1000 // _TICKS // streams
        runs[thousands] = run = Run(system, "word_count", f"{thousands},000 lines/s", 1)
        settings = Settings(1.0, 15, seconds, streams=streams)
        isKept = keepsUp(run, settings, Load(lines, 1000 / _TICKS))
        return isKept and run.feed["lines per second"] > 0.97 * thousands * 1000

    held = hardest(LADDER, holds)
    return None if held is None else runs[held]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.rate", description=__doc__)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--streams", nargs="+", type=int, default=list(STREAMS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    options = parser.parse_args()
    rows, lines = [], []
    for streams in options.streams:
        of = "1 receiver" if streams == 1 else f"{streams} receivers"
        for system in options.systems:
            run = largest(system, streams, options.seconds)
            if run is None:
                lines.append(f"- {of}: {system} does not hold {LADDER[0]},000 lines a second")
                continue
            rate = round(run.feed["lines per second"] / 1000)
            cpu = {kind: seconds * 1000 / rate for kind, seconds in run.cpu.items()}
            parts = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in cpu.items() if seconds)
            lines.append(
                f"- {of}: {system} holds {rate},000 lines a second, with "
                f"{sum(cpu.values()):.1f} CPU seconds a million lines ({parts})"
            )
            rows.append(
                {"load": of, "program": "word_count", "system": system, "execution": [rate]}
                | {"cpu": cpu}
            )
            # Save after each system: an interrupted measurement keeps its results so far.
            if options.save:
                kept = {"measured": "largest rate held", "unit": "1,000 lines/s"}
                results = {**kept, "seconds": options.seconds, "runs": rows}
                save(options.save, results, "\n".join(lines))
    print("\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
