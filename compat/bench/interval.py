"""The smallest batch interval that a system holds: ``python -m compat.bench.interval``.

``map`` and ``print`` of five blocks with one line each in every batch, for any duration. A system
holds an interval if, after a minute, the last batches wait for at most one interval to begin.
"""

from __future__ import annotations

import argparse
from statistics import median

from compat.bench.feeder import Load
from compat.bench.results import save
from compat.bench.run import Feeder, Run, Settings, measure

SYSTEMS = ("pyspark", "sparkish", "scala")
#: Milliseconds; each is four fifths of the one before, or a little less.
LADDER = (1000, 800, 640, 500, 400, 320, 250, 200, 160, 125, 100, 80, 65, 50, 40, 30)


def holds(system: str, interval: int, seconds: float) -> bool:
    """Tell whether a system holds an interval in milliseconds for a number of seconds."""
    batches = round(seconds * 1000 / interval)
    # The clocks of feeder and receiver may leave a short batch without a line.
    block = f"{interval // 5}ms"
    settings = Settings(interval / 1000, 20, batches, blockInterval=block, full=0.9)
    run = Run(system, "map_print", f"{interval} ms", 1)
    with Feeder(str(Load(1, interval / 5))) as feeder:
        try:
            measure(run, settings, feeder)
        except RuntimeError as error:
            if "took too long" in str(error):
                return False
            raise
    waited = [total - took for total, took in zip(run.delay, run.execution, strict=True)]
    last = median(waited[-max(10, batches // 10) :])
    print(
        f"{system} {interval} ms: {median(run.execution):.3f} s a batch, {last:.3f} s late",
        flush=True,
    )
    return last <= interval / 1000


def smallest(system: str, seconds: float) -> int:
    """Return the smallest interval of the ladder that is held, by bisection, in milliseconds."""
    held, failed = -1, len(LADDER)
    while failed - held > 1:
        middle = (held + failed) // 2
        if holds(system, LADDER[middle], seconds):
            held = middle
        else:
            failed = middle
    if held < 0:
        raise SystemExit(f"{system} does not even hold {LADDER[0]} ms")
    return LADDER[held]


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
