"""Helpers for the arguments of all commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TextIO, TypeAlias, TypeVar

from sparkish._executor.units import parseTime

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

__all__ = ["Commands", "above0", "duration", "port", "standardInput"]

N = TypeVar("N", int, float)


def above0(kind: Callable[[str], N], what: str) -> Callable[[str], N]:
    """Return an argument type: a number above 0, which the error message calls `what`."""

    def read(text: str) -> N:
        try:
            number = kind(text)
        except ValueError:
            number = kind("0")
        if not 0 < number < float("inf"):
            raise argparse.ArgumentTypeError(f"{text!r} is not {what} above 0")
        return number

    return read


def duration(text: str) -> int:
    """Parse a duration above 0, in seconds unless it has a unit; return milliseconds."""
    try:
        milliseconds = parseTime(text, "s")
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if milliseconds <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a duration above 0")
    return milliseconds


def port(text: str) -> int:
    """Parse a port number."""
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)


def standardInput() -> TextIO:
    """Return the standard input as a file object that a thread can read.

    It is a separate object: at its end Python closes ``sys.stdin``, which is not possible while a
    thread waits there for a line.
    """
    stdin = sys.stdin
    if stdin is None:
        raise OSError("There is no standard input to read lines from.")
    return open(stdin.fileno(), encoding=stdin.encoding, errors="surrogateescape", closefd=False)
