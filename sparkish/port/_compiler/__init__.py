"""Types Scala programs with the presentation compiler of PySpark's jars, and reads their trees.

FORMAT.md, beside this module, has what a tree looks like in JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sparkish._core.closing import Closing
from sparkish._core.errors import SparkishError
from sparkish.port._compiler import scalac

__all__ = ["Compiler", "CompilerFailure"]

_HERE = Path(__file__).parent
_FIRST_RUN = _HERE / "FirstRun.java"


class CompilerFailure(SparkishError, RuntimeError):
    """The process of the Scala compiler has ended, or has failed on a program."""


class Compiler(Closing):
    """A JVM with Scala's presentation compiler, for one program after another.

    It starts with :meth:`start` or the first program, and ends with :meth:`close` or this process.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._unfinished: Path | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115

    def start(self) -> None:
        """Start the JVM unless it runs; :meth:`dump` waits for it."""
        if self._process is not None:
            return
        sources = sorted([*_HERE.glob("*.scala"), *_HERE.glob("stubs/*.scala")])
        helper = scalac.jarOf([*sources, _FIRST_RUN])
        if helper.exists():
            path = os.pathsep.join([str(helper), f"{scalac.jars()}/*"])
            run = ["-cp", path, "sparkish.port.Server"]
        else:
            # Janino, which comes with Spark, compiles the class that compiles the helper.
            run = ["-cp", f"{scalac.jars()}/*", "org.codehaus.janino.SimpleCompiler"]
            run += [str(_FIRST_RUN), "sparkish.port.FirstRun"]
            self._unfinished = scalac.unfinished(helper)
            run += [str(self._unfinished), str(helper)]
            run += [*scalac.ARGUMENTS, *map(str, sources)]
        self._process = subprocess.Popen(
            [scalac.java(), *scalac.options("16m"), *run],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def dump(
        self,
        files: Mapping[str, str],
        siblings: Iterable[str] = (),
        preludes: Mapping[str, tuple[str, int]] | None = None,
    ) -> dict[str, Any]:
        """Type the files of one program together and return their trees.

        Parameters
        ----------
        files : mapping
            The text of each path.
        siblings : iterable of str
            Those paths whose trees are not wanted: what the others need for their types.
        preludes : mapping, optional
            For paths that are scripts: Scala that is read before them, and how many objects it
            leaves open.

        Returns
        -------
        dict
            The dump, in the format of the module's docstring.

        Raises
        ------
        CompilerFailure
            Where the compiler fails on it.
        """
        self.start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        left, given = set(siblings), preludes or {}
        asked = [
            {"path": path, "text": text, "sibling": path in left}
            | ({"prelude": given[path][0], "opened": given[path][1]} if path in given else {})
            for path, text in files.items()
        ]
        try:
            process.stdin.write(json.dumps({"files": asked}).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        if not line:
            self._stop()
            raise CompilerFailure(f"The Scala compiler has ended:\n{self._said()}")
        answer: dict[str, Any] = json.loads(line)
        if "failed" in answer:
            raise CompilerFailure(f"The Scala compiler has failed: {answer['failed']}")
        return answer

    def close(self) -> None:
        """End the JVM."""
        self._stop()
        self._log.close()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.close()
            process.wait(5)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
            process.wait()
        if self._unfinished is not None:
            self._unfinished.unlink(missing_ok=True)
        process.stdout.close()

    def _said(self) -> str:
        self._log.seek(0)
        return "\n".join(self._log.read().decode(errors="replace").splitlines()[-30:])
