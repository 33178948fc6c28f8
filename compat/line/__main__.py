"""``python -m compat.line`` runs Scala's lines with PySpark and sparkish: BEFORE_AFTER.md.

``--check`` compares the result with the existing page, and ends with 1 if it differs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from compat.line.programs import PROGRAMS
from compat.oracle.literal import counted, linesOf
from compat.oracle.registry import REGISTRY

PAGE = Path(__file__).with_name("BEFORE_AFTER.md")

#: The kinds of programs that users typed in first, each with our programs of that kind, which also
#: run in Scala: ``python -m compat.oracle NAME``.
KINDS = {
    "SQL with a case class and a `Time`": "sql_records",
    "State on tuples": "tuple_state",
    "A custom receiver": "custom_receiver",
    "`transform` with an outer join": "blacklist",
    "An inverse window with the top three": "top_three",
    "`getOrCreate` with `mapWithState` and a timeout": "recovered_visits",
    "`mapWithState` with a timeout": "sessions",
    "A queue": "live_queue",
    "`toDF`": "sql",
    "Files with records": "file_stream",
    "Broadcast and accumulator after recovery": "recovery",
    "A listener": "listener",
}


def _answers(package: str) -> list[str]:
    command = [sys.executable, "-m", "compat.line.side", package]
    # By default, raw PySpark's workers use the python3 on the PATH, which may be a different one.
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=environment)
    if done.returncode:
        raise SystemExit(f"{package}:\n{done.stderr}")
    answers: list[str] = json.loads(done.stderr.strip().rpartition("\n")[2])
    return answers


def page() -> str:
    """Run the programs, and return the page."""
    before, after = _answers("pyspark"), _answers("sparkish")
    parts = [
        "# Scala's lines, before and after\n",
        "Made by `python -m compat.line`. *Before* is raw PySpark's answer to the same lines, with "
        "the word `pyspark` for `sparkish`; *after* is sparkish's. Both have run.\n",
    ]
    for number, (program, old, new) in enumerate(zip(PROGRAMS, before, after, strict=True), 1):
        parts += [f"## {number}. {program.title}\n", f"```python\n{program.code}\n```\n"]
        parts += [
            f"{when}:\n\n```\n{text}```\n" for when, text in (("Before", old), ("After", new))
        ]
    parts += kinds()
    return "\n".join(parts) + "\n"


def kinds() -> list[str]:
    """Return the lines of the table of kinds."""
    parts = [
        "## The twelve kinds\n",
        "Programs of our own of the same kinds; each is compared with real Scala, batch by batch, "
        "by `python -m compat.oracle NAME`. The counts are those of `--literal`.\n",
        "| kind | program | lines that are literal |",
        "|---|---|---|",
    ]
    byName = {program.name: program for program in REGISTRY}
    parts += [
        f"| {kind} | `{name}` | {' '.join(counted(linesOf(byName[name])).split())} |"
        for kind, name in KINDS.items()
    ]
    every = [line for program in REGISTRY for line in linesOf(program)]
    parts.append(f"| all {len(REGISTRY)} | | {' '.join(counted(every).split())} |")
    return parts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.line", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    made = page()
    if parser.parse_args().check:
        return int(made != PAGE.read_text("utf-8"))
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
