"""``python -m compat.dropin signatures|cases|examples [NAME ...]``: the proofs, one by one or all.

``signatures`` compares names and calls. ``cases`` runs our own programs with PySpark, and
with sparkish with all its optimizations and with none. ``examples`` runs the programs that PySpark
ships.
"""

from __future__ import annotations

import argparse
import sys

import pyspark

from compat.dropin import differential, examples, signatures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.dropin", description=__doc__)
    parser.add_argument("proof", choices=("signatures", "cases", "examples"))
    parser.add_argument("names", nargs="*", help="of cases or examples: these alone")
    arguments = parser.parse_args()
    if arguments.proof == "signatures":
        compared = signatures.compare()
        print(compared)
        return 1 if compared.missing or compared.stale else 0
    if arguments.proof == "cases":
        found = differential.compare(arguments.names)
        print(found)
        return 1 if found.problems or (found.uncovered and not arguments.names) else 0
    return _examples(arguments.names)


def _examples(names: list[str]) -> int:
    print(examples.HEADER)
    count = equal = 0
    for row in examples.compare(names):
        print(row, flush=True)
        count += 1
        equal += not row.difference
    print(f"PySpark {pyspark.__version__}: examples run: {count}, equal: {equal}")
    return 0 if equal == count else 1


if __name__ == "__main__":
    sys.exit(main())
