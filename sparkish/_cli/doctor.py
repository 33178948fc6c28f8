"""``sparkish doctor``: shows the findings of :mod:`sparkish._core.doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sparkish._cli._arguments import Commands
from sparkish._core.doctor import Finding, diagnose

__all__ = ["addTo", "shown"]


def addTo(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "doctor",
        help="check what Spark needs on this machine",
        description="Check Java, Python and the settings that Spark depends on, and say what to "
        "do. The exit code is 1 if there is an error.",
    )
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    findings = diagnose()
    print(shown(findings))
    return int(any(finding.level == "error" for finding in findings))


def shown(findings: Sequence[Finding]) -> str:
    """Return the findings as a table, with a summary in the last line."""
    width = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{finding.level:7}  {finding.name:{width}}  {finding.seen}")
        lines += [" " * (width + 11) + line for line in finding.advice.splitlines()]
    levels = [finding.level for finding in findings]
    counts = [f"{level}s: {levels.count(level)}" for level in ("error", "warning")]
    problems = [count for count in counts if not count.endswith(": 0")]
    return "\n".join([*lines, "", ", ".join(problems) or "Spark has all that it needs here."])
