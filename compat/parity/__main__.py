"""``python -m compat.parity`` writes PARITY.md; with ``--check``, it checks that it is right.

Under a different PySpark than the table's it only names the signatures without an answer.
"""

from __future__ import annotations

import argparse
import sys

import pyspark

from compat.parity.scala import signatures
from compat.parity.table import PATH, VERSION, markdown, pythonOnly, rows, stale, unanswered


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.parity", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check

    table = rows(signatures())
    names = pythonOnly(table)
    found = unanswered(table, names)
    if pyspark.__version__ == VERSION:
        if not check:
            PATH.write_text(markdown(table, names), encoding="utf-8")
        found += stale(table, names)
    print(*found, f"{len(table)} signatures, {len(found)} problems", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
