"""``python -m compat.oracle`` compares all programs, ``python -m compat.oracle NAME`` shows one."""

from __future__ import annotations

import argparse
import shutil
import sys
import time

import pyspark

from compat.oracle.compare import Difference, differences, sideBySide
from compat.oracle.registry import REGISTRY
from compat.oracle.runner import runAll


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.oracle", description=__doc__)
    known = {program.name: program for program in REGISTRY}
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(known)}")
    names = parser.parse_args().names
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"no program {', '.join(unknown)}; there are {', '.join(known)}")
    programs = [known[name] for name in names] or REGISTRY

    start = time.monotonic()
    outputs = runAll(programs, ("scala", "python"))
    batches = failures = 0
    print(f"PySpark {pyspark.__version__}, Python {sys.version.split()[0]}")
    for program in programs:
        scala, python = outputs["scala"][program.name], outputs["python"][program.name]
        found = differences(scala, python, program.ordered)
        count = max(len(scala.batches), len(python.batches))
        if count != program.count:
            # Equal outputs prove nothing where the batches were not there.
            where = f"number of batches: {program.count} fed"
            found.append(Difference(where, [str(len(scala.batches))], [str(len(python.batches))]))
        batches += count
        failures += len(found)
        print(f"{program.name:30} {count:3} batches, {len(found)} differences")
        for difference in found:
            print(f"  {difference.where}")
        if found or len(programs) == 1:
            print(sideBySide(scala, python, shutil.get_terminal_size((100, 24)).columns))
    seconds = time.monotonic() - start
    print(f"{len(programs)} programs, {batches} batches compared, {failures} differences", end="")
    print(f" ({seconds:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
