"""``python -m compat.matrix`` runs the tests on every supported set of versions.

Each set has a separate environment in a cache outside the checkout. It runs the whole suite or,
with ``--smoke``, the tests that use most of PySpark.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sparkish.port._oracle import spark

#: The tests that show within a minute that a version of PySpark or Python breaks something.
SMOKE = (
    "tests/test_imports.py",
    "tests/test_context.py",
    "tests/test_streaming_context.py",
    "tests/test_folding.py::test_the_results_are_the_same_folded_or_not[1]",
    "tests/test_transform.py",
    "tests/test_optimizations.py",
    "tests/test_cells.py",
    "tests/test_kernels.py",
)
#: As in the README's test command.
PARALLEL = "-n", "2", "--dist", "loadfile"
_SUMMARY = re.compile(r"(\d+) (passed|failed|skipped|xfailed|errors?)")


class Versions(NamedTuple):
    """A supported set of versions; the newest is the last in the list."""

    pyspark: str
    python: str
    java: str = "17"
    ipykernel: str = "7"

    def __str__(self) -> str:
        return (
            f"PySpark {self.pyspark}, Python {self.python}, Java {self.java}, "
            f"ipykernel {self.ipykernel}"
        )


MATRIX = (
    Versions("3.5.9", "3.10", ipykernel="6.29"),
    Versions("4.0.5", "3.11"),
    Versions("4.1.4", "3.12"),
    Versions("4.3.0", "3.13"),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m compat.matrix",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = [versions.pyspark for versions in MATRIX]
    parser.add_argument("pyspark", nargs="*", default=known, help=f"of {', '.join(known)}; all")
    parser.add_argument("--smoke", action="store_true", help="a part of the suite only")
    parser.add_argument("--tests", nargs="+", help="these tests only")
    options = parser.parse_args()
    if unknown := set(options.pyspark) - set(known):
        parser.error(f"not in the matrix: {', '.join(unknown)}")
    tests = options.tests or (SMOKE if options.smoke else ())
    failed = 0
    report = []
    for versions in MATRIX:
        if versions.pyspark in options.pyspark:
            print(f"\n== {versions}", flush=True)
            began = time.monotonic()
            code, summary = run(versions, tests)
            failed += bool(code)
            report.append(f"{versions}: {summary} in {time.monotonic() - began:.0f} s")
    print("\n" + "\n".join(report))
    return 1 if failed else 0


def run(versions: Versions, tests: tuple[str, ...] | list[str]) -> tuple[int, str]:
    """Run tests in the environment of a set of versions; return pytest's code and its summary."""
    python = environment(versions)
    checkJava(versions)
    # Without a choice of tests, the long evidence too.
    chosen = tests or ["--whole"]
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *PARALLEL, *chosen]
    # As in an activated environment: raw PySpark's workers use the python3 on the PATH.
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", "")])
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=spark.ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PATH": path}
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    found = _SUMMARY.findall(lines[-1] if lines else "")
    return process.returncode, ", ".join(f"{count} {what}" for count, what in found) or "no tests"


def environment(versions: Versions) -> Path:
    """Return the Python of an environment with these versions; make the environment if needed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sparkish-matrix"
    folder = cache / f"pyspark-{versions.pyspark}-python-{versions.python}"
    python = folder / "bin" / "python"
    installed = folder / "installed"
    if not installed.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([interpreter(versions.python), "-m", "venv", str(folder)], check=True)
    # The checkout may be a different one than last time.
    kernel = f"ipykernel=={versions.ipykernel}.*"
    what = [f"pyspark=={versions.pyspark}", kernel, "-e", f"{spark.ROOT}[test]"]
    subprocess.run([str(python), "-m", "pip", "install", "-q", *what], check=True)
    installed.touch()
    return python


def interpreter(version: str) -> str:
    """Return a Python of this version, from the PATH or from pyenv.

    Raises
    ------
    SystemExit
        If there is none.
    """
    for candidate in _interpreters(version):
        shown = subprocess.run([candidate, "--version"], capture_output=True, text=True).stdout
        if shown.startswith(f"Python {version}."):
            return candidate
    raise SystemExit(f"There is no python{version}, on the PATH or in pyenv.")


def _interpreters(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(root.glob(f"versions/{version}.*/bin/python"), reverse=True))


def checkJava(versions: Versions) -> None:
    """Refuse to test with a different Java than the set names.

    Raises
    ------
    SystemExit
        If the Java is different.
    """
    shown = subprocess.run([spark.java(), "-version"], capture_output=True, text=True).stderr
    if f'version "{versions.java}.' not in shown:
        raise SystemExit(f"{versions} needs Java {versions.java}, and this is {shown}")


if __name__ == "__main__":
    sys.exit(main())
