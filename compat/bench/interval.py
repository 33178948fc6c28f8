"""The smallest batch interval that a system holds: ``python -m compat.bench.interval``.

``map`` and ``print`` of five blocks with one line each in every batch, for any duration. A system
holds an interval if, after a minute, the last batches wait for at most one interval to begin.
"""

from __future__ import annotations

import argparse

from compat.bench.feeder import Load
from compat.bench.ladder import hardest, keepsUp
from compat.bench.results import save
from compat.bench.run import Run, Settings

SYSTEMS = ("pyspark", "sparkish", "scala")
#: Milliseconds; each is four fifths of the one before, or a little less.
LADDER = (1000, 800, 640, 500, 400, 320, 250, 200, 160, 125, 100, 80, 65, 50, 40, 30)


def smallest(system: str, seconds: float) -> int:
    """Return the smallest interval of the ladder that is held for some seconds, in milliseconds."""

    def holds(interval: int) -> bool:
        # The clocks of feeder and receiver may leave a short batch without a line.
        block, batches = f"{interval // 5}ms", round(seconds * 1000 / interval)
        settings = Settings(interval / 1000, 20, batches, blockInterval=block, full=0.9)
        run = Run(system, "map_print", f"{interval} ms", 1)
        return keepsUp(run, settings, Load(1, interval / 5))

    held = hardest(LADDER, holds)
    if held is None:
        raise SystemExit(f"{system} does not even hold {LADDER[0]} ms")
    return held


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.interval", description=__doc__)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    options = parser.parse_args()
    found = {system: smallest(system, options.seconds) for system in options.systems}
    rendered = "\n".join(f"- {system} holds {ms} ms" for system, ms in found.items())
    print(f"\n{rendered}")
    if options.save:
        runs = [
            {"load": "5-blocks", "program": "map_print", "system": system}
            | {"execution": [ms / 1000]}
            for system, ms in found.items()
        ]
        results = {"measured": "smallest batch interval held", "seconds": options.seconds}
        save(options.save, {**results, "runs": runs}, rendered)


if __name__ == "__main__":
    main()
