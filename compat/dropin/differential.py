"""Runs the cases with raw PySpark and with sparkish, and compares the results.

Sparkish runs twice, with its optimizations and without: no optimization changes a result.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from compat.dropin.cases import MODULES
from compat.dropin.cases.registry import Case, casesOf
from compat.dropin.side import ERROR, SIDES

#: Seconds for all the cases of one side.
LIMIT = 900


class Report(NamedTuple):
    """The findings of the comparison."""

    cases: int
    #: The cases that differ on purpose, with the reason.
    documented: list[str]
    problems: list[str]
    methods: list[str]
    uncovered: list[str]

    def __str__(self) -> str:
        covered = len(self.methods) - len(self.uncovered)
        return "\n".join(
            [
                *self.problems,
                *(f"no case calls {method}" for method in self.uncovered),
                *(f"differs on purpose: {each}" for each in self.documented),
                f"methods covered: {covered} of {len(self.methods)}",
                f"cases: {self.cases}, differences: {len(self.problems)}",
            ]
        )


def compare(names: Iterable[str] = ()) -> Report:
    """Run the cases with these names, or all cases, on both sides."""
    cases = [case for case in casesOf(*MODULES) if not names or case.name in names]
    answers = {side: _run(side, names) for side in SIDES}
    problems, documented = [], []
    for case in cases:
        results = [answers[side]["results"][case.name] for side in SIDES]
        problem = difference(case, *results)
        if problem:
            problems.append(f"{case.name}: {problem}")
        elif case.differs:
            documented.append(f"{case.name}: {case.differs.why}")
    theirs = answers["pyspark"]
    uncovered = sorted(set(theirs["methods"]) - set(theirs["called"]))
    return Report(len(cases), documented, problems, theirs["methods"], uncovered)


def difference(case: Case, *results: Any) -> str:
    """Return how the results of a case on the sides are wrong, or "" if they are right."""
    for side, result in zip(SIDES, results, strict=True):
        if isinstance(result, dict) and ERROR in result:
            return f"failed on the side {side}:\n{result[ERROR]}"
    theirs, ours = results[0], results[0]
    if case.differs:
        theirs, ours = case.differs.pyspark, case.differs.sparkish
        if theirs == ours:
            return "does not differ, and says so"
    if results == (theirs, ours, ours):
        return ""
    shown = zip(SIDES, results, strict=True)
    return "".join(f"\n    {side:12} {json.dumps(result)}" for side, result in shown)


def _run(side: str, names: Iterable[str]) -> Any:
    with tempfile.TemporaryDirectory(prefix="dropin-") as folder:
        results, log = Path(folder, "results"), Path(folder, "log")
        command = [sys.executable, "-m", "compat.dropin.side", side, str(results), *names]
        # PySpark's default is the python3 on the PATH, which may be a different one.
        environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
        with log.open("wb") as out:
            done = subprocess.run(
                command, stdout=out, stderr=out, timeout=LIMIT, check=False, env=environment
            )
        if done.returncode or not results.exists():
            raise RuntimeError(f"the side {side} has failed:\n{log.read_text(errors='replace')}")
        return json.loads(results.read_text(encoding="utf-8"))
