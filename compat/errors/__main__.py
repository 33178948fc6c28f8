"""``python -m compat.errors`` runs every mistake and writes what a user sees of it.

One process and one SparkContext for all of them, with Spark's default log level. What the
process prints during a case is all of the case's output.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from compat.errors.registry import CASES, Case

_ROOT = Path(__file__).parents[2]
#: Nothing here takes longer; a JVM that hangs is ended.
_LIMIT = 300
_OUTPUT = "output"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.errors", description=__doc__)
    parser.add_argument("--package", default=str(_ROOT), help="the folder that has sparkish")
    parser.add_argument("--only", nargs="*", default=[case.name for case in CASES])
    parser.add_argument("--write", help="a file for the table")
    parser.add_argument("--check", action="store_true", help="fail where lines precede a sentence")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cases = [case for case in CASES if case.name in options.only]
    if options.inside:
        _runAll(cases, Path(options.inside))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.pathsep.join([options.package, str(_ROOT)])
        command = [sys.executable, "-m", "compat.errors", "--inside", folder, "--only"]
        # Appended to by Python and the JVM alike.
        with open(Path(folder, _OUTPUT), "ab") as output:
            subprocess.run(
                command + [case.name for case in cases],
                env={**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
                cwd=folder,
                timeout=_LIMIT,
                check=True,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        rows = [(case, Path(folder, case.name).read_text(errors="replace")) for case in cases]
        rows = [(case, output.replace(folder + os.sep, "")) for case, output in rows]
    table = _table(rows)
    if options.write:
        Path(options.write).write_text(table)
    else:
        print(table)
    wrong = [case.name for case, output in rows if _before(case, output) != 0]
    if options.check and wrong:
        print("lines before the sentence, or none:", *wrong, file=sys.stderr)
    return int(options.check and bool(wrong))


def _runAll(cases: list[Case], folder: Path) -> None:
    from sparkish import SparkConf, SparkContext
    from sparkish.streaming import Seconds, StreamingContext

    conf = SparkConf().setMaster("local[2]").setAppName("errors").set("spark.ui.enabled", "false")
    sc = SparkContext(conf.set("spark.ui.showConsoleProgress", "false"))
    for case in cases:
        program = folder / f"{case.name}.py"
        program.write_text(case.program + "\n")
        ssc = StreamingContext(sc, Seconds(1))
        before = os.fstat(1).st_size
        try:
            exec(compile(case.program, str(program), "exec"), {"sc": sc, "ssc": ssc})
        except BaseException as error:
            # The frame of ours is none of the user's program.
            traceback.print_exception(
                error.with_traceback(error.__traceback__ and error.__traceback__.tb_next)
            )
        ssc.stop(stopSparkContext=False)
        if sc.parallelize([1, 2]).count() != 2:
            print("The SparkContext is not usable any more.")
        sys.stdout.flush()
        with open(folder / _OUTPUT, "rb") as output:
            output.seek(before)
            (folder / case.name).write_bytes(output.read())
    sc.stop()


def _before(case: Case, output: str) -> int | None:
    """Return how many lines of the JVM's precede the sentence; None where there is no sentence.

    Python prints a traceback before its sentence: that is none of ours, unless Java is in it.
    """
    lines = output.splitlines()
    words = case.sentence
    at = next((i for i, line in enumerate(lines) if words in line and _isSaid(line)), None)
    return None if at is None else sum(_isJavas(line) for line in lines[:at])


def _isSaid(line: str) -> bool:
    return not line.startswith(" ") and not _isJavas(line)


def _isJavas(line: str) -> bool:
    return line.startswith(("\tat ", "Caused by: ", "Driver stacktrace")) or (
        line[:2].isdigit() and (" ERROR " in line or " WARN " in line)
    )


def _table(rows: list[tuple[Case, str]]) -> str:
    parts = [
        "# Errors, and the programs that make them\n",
        "`python -m compat.errors` writes this.\n",
    ]
    parts.append(
        "| Program | Java's lines before the sentence | Lines in all |\n| --- | --- | --- |"
    )
    for case, output in rows:
        before = _before(case, output)
        said = "no sentence" if before is None else before
        parts.append(f"| {case.name} | {said} | {len(output.splitlines())} |")
    for case, output in rows:
        parts.append(f"\n## {case.name}\n\n```python\n{case.program}\n```\n\n```text\n{output}```")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
