"""Commands of the system, as ``scala.sys.process`` runs them."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence

from sparkish._executor.portable import portable

portable(__name__)


def runCommand(command: str | Sequence[str]) -> int:
    """Run a command, with its output on this program's, and return its exit code. Scala: ``!``."""
    return subprocess.run(_words(command), check=False).returncode


def outputOf(command: str | Sequence[str]) -> str:
    """Run a command and return its output, with an end behind each line. Scala: ``!!``.

    Raises
    ------
    RuntimeError
        Where its exit code is not 0.
    """
    done = subprocess.run(_words(command), check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"Nonzero exit value: {done.returncode}")
    return "".join(f"{line}\n" for line in done.stdout.splitlines())


def _words(command: str | Sequence[str]) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else list(command)
