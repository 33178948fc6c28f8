"""The command ``sparkish``, with one module for each subcommand."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from sparkish._core.errors import SparkishError

__all__ = ["main"]

_COMMANDS = ("demo", "serve", "doctor", "port")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; by default those of the process.

    Returns
    -------
    int
        The exit code: 0; 1 after a failure; 2 for wrong arguments; 130 after Ctrl-C.
    """
    parser = _Parser(prog="sparkish", description="Spark Streaming in Python, as in Scala.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    given = sys.argv[1:] if argv is None else argv
    # Some take half a second to import, so only the asked one is imported.
    for command in given[:1] if given and given[0] in _COMMANDS else _COMMANDS:
        import_module(f"sparkish._cli.{command}").addTo(commands)
    arguments = parser.parse_args(given)
    if "run" not in arguments:
        parser.print_help()
        return 0
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of the output has ended (`sparkish demo | head`): drop the buffered output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (SparkishError, OSError) as error:
        print(f"sparkish: {error}", file=sys.stderr)
        return 1
    return code


def _version() -> str:
    from pyspark.version import __version__ as pyspark

    try:
        own = version("sparkish")
    except PackageNotFoundError:  # run from a checkout
        own = "(not installed)"
    return f"sparkish {own}, PySpark {pyspark}"
