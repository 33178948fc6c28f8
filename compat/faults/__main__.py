"""``python -m compat.faults [NAME ...]`` runs the faults; a run of all of them writes REPORT.md."""

from __future__ import annotations

import argparse
import sys
import time

from compat.cluster import Cluster
from compat.faults.faults import FAULTS
from compat.faults.report import PATH, markdown, table
from compat.faults.run import runAll


def main() -> int:
    names = [fault.name for fault in FAULTS]
    parser = argparse.ArgumentParser(prog="python -m compat.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    chosen = parser.parse_args().names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")

    start = time.monotonic()
    results = []
    with Cluster() as cluster:
        for result in runAll(cluster, chosen):
            results.append(result)
            verdict = "; ".join(result.wrong()) or "as it must be"
            name = f"{result.fault.name}, {result.setting.name}"
            print(f"{name}: {result.seconds:.0f} s, {verdict}", flush=True)
    print(f"\n{table(results)}\n")
    wrong = [each for result in results for each in result.wrong()]
    if chosen == names and not wrong:
        PATH.write_text(markdown(results, time.monotonic() - start), encoding="utf-8")
    print(*wrong, f"{len(results)} runs, {len(wrong)} problems", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
