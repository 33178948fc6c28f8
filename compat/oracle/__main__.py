"""``python -m compat.oracle`` compares all programs, ``python -m compat.oracle NAME`` shows one.

``--literal`` counts the lines that both have, and shows the other lines of a named program.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time

import pyspark

from compat.oracle.literal import counted, linesOf
from compat.oracle.registry import KAFKA, REGISTRY, Program
from compat.oracle.runner import runAll
from sparkish.port._oracle.compare import Output, compared, sideBySide
from sparkish.port._oracle.spark import resolved


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.oracle", description=__doc__)
    known = {program.name: program for program in [*REGISTRY, *KAFKA]}
    parser.add_argument("names", nargs="*", metavar="NAME", help="a program; all without")
    parser.add_argument(
        "--kafka",
        action="store_true",
        help="the programs of Kafka's, in Python, held against what Scala's connector documents",
    )
    parser.add_argument(
        "--packages",
        metavar="COORDINATES",
        help="the same beside Scala: org.apache.spark:spark-streaming-kafka-0-10_2.13:VERSION",
    )
    parser.add_argument("--list", action="store_true", help="say what each program shows, and end")
    parser.add_argument(
        "--literal", action="store_true", help="count the lines that went over literally, and end"
    )
    arguments = parser.parse_args()
    if arguments.list:
        for program in [*REGISTRY, *KAFKA]:
            print(f"{program.name:25} {program.shows}")
        return 0
    names = arguments.names
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"no program {', '.join(unknown)}; --list shows what there is")
    ofKafka = arguments.kafka or arguments.packages
    programs = [known[name] for name in names] or (KAFKA if ofKafka else REGISTRY)
    if arguments.literal:
        showLiteral(programs, others=bool(names))
        return 0

    start = time.monotonic()
    outputs = _run(programs, arguments.packages)
    batches = failures = 0
    print(f"PySpark {pyspark.__version__}, Python {sys.version.split()[0]}")
    for program in programs:
        scala, python = outputs["scala"][program.name], outputs["python"][program.name]
        found = compared(program, scala, python)
        count = max(len(scala.batches), len(python.batches))
        batches += count
        failures += len(found)
        seconds = max(scala.seconds, python.seconds)
        print(f"{program.name:30} {count:3} batches, {len(found)} differences ({seconds:.1f} s)")
        for difference in found:
            print(f"  {difference.where}")
        if found or len(programs) == 1:
            columns = shutil.get_terminal_size((100, 24)).columns
            print(sideBySide(scala, python, columns, program.ordered))
    seconds = time.monotonic() - start
    print(f"{len(programs)} programs, {batches} batches compared, {failures} differences", end="")
    print(f" ({seconds:.0f} s)")
    return 1 if failures else 0


def showLiteral(programs: list[Program], others: bool) -> None:
    """Print how many lines of Scala the twin has literally, for each program and for all."""
    every = []
    for program in programs:
        lines = linesOf(program)
        every += lines
        print(f"{program.name:25} {counted(lines)}")
        for line in lines if others else ():
            if not line.isLiteral:
                mark = " " if line.isSparksLiteral or not line.sparks else "≠"
                print(f"  {mark} {line.number:4} {line.text}")
    print(f"{f'{len(programs)} programs':25} {counted(every)}")


def _run(programs: list[Program], packages: str | None) -> dict[str, dict[str, Output]]:
    """Return the programs' outputs; if Scala cannot run, its side is the documented output."""
    if packages is not None:
        return runAll(programs, ("scala", "python"), resolved(packages))
    documented = {each.name: each.expected for each in programs if each.expected is not None}
    both = [each for each in programs if each.name not in documented]
    outputs = runAll(both, ("scala", "python")) if both else {"scala": {}, "python": {}}
    if documented:
        alone = [each for each in programs if each.name in documented]
        outputs["python"] |= runAll(alone, ("python",))["python"]
        for name, (batches, before, after) in documented.items():
            outputs["scala"][name] = Output(list(before), batches, list(after))
    return outputs


if __name__ == "__main__":
    sys.exit(main())
