"""``python -m compat.bench`` measures raw PySpark, sparkish and Scala on the same feed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from statistics import median

from compat.bench.feeder import LOADS
from compat.bench.programs import LACKING, PROGRAMS
from compat.bench.report import profile, table
from compat.bench.results import save, saved
from compat.bench.run import Feeder, Run, Settings, measure

SYSTEMS = ("pyspark", "sparkish", "scala")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m compat.bench",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--programs", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    parser.add_argument(
        "--systems",
        nargs="+",
        choices=SYSTEMS,
        default=list(SYSTEMS),
        help="name one twice to see what the noise is",
    )
    parser.add_argument("--load", nargs="+", choices=LOADS, default=["5-blocks"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batches", type=int, default=20, help="measured batches of each run")
    parser.add_argument("--warmup", type=int, default=10, help="batches dropped before")
    parser.add_argument("--interval", type=float, default=1.0, help="batch duration in seconds")
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json, .md and .png")
    options = parser.parse_args()

    settings = Settings(options.interval, options.warmup, options.batches)
    runs: list[Run] = []
    for load in options.load:
        with Feeder(load) as feeder:
            for program in options.programs:
                for number in range(1, options.rounds + 1):
                    for system in _distinct(_able(program, options.systems)):
                        run = Run(system, program, load, number)
                        measure(run, settings, feeder)
                        runs.append(run)
                        seconds = median(run.execution)
                        print(
                            f"{load} {program} round {number} {system}: {seconds:.3f} s", flush=True
                        )
                # Save after each program: an interrupted measurement keeps its results so far.
                if options.save:
                    keep(options.save, runs, settings)
    print(f"\n{rendered(runs, settings)}")


def keep(name: str, new: list[Run], settings: Settings) -> None:
    """Save these runs, and keep the saved runs of other loads."""
    loads = {run.load for run in new}
    kept = [Run(**run) for run in saved(name).get("runs", []) if run["load"] not in loads]
    runs = sorted([*kept, *new], key=lambda run: list(LOADS).index(run.load))
    results = {
        "measured": "median execution time of a batch",
        "settings": asdict(settings),
        "runs": [asdict(run) for run in runs],
    }
    save(name, results, rendered(runs, settings))


def rendered(runs: list[Run], settings: Settings) -> str:
    """Return the results, and the times of the stages, as Markdown."""
    stages = "Stages, by Spark's listener; all times are in milliseconds:"
    return f"{table(runs, settings)}\n\n{stages}\n\n{profile(runs)}"


def _able(program: str, systems: list[str]) -> list[str]:
    """Leave out raw PySpark if it cannot run the program."""
    return [each for each in systems if program not in LACKING or each != "pyspark"]


def _distinct(systems: list[str]) -> list[str]:
    """Number the repetitions: ``pyspark``, ``pyspark#2``."""
    seen: dict[str, int] = {}
    names = []
    for system in systems:
        seen[system] = seen.get(system, 0) + 1
        names.append(system if seen[system] == 1 else f"{system}#{seen[system]}")
    return names


if __name__ == "__main__":
    main()
