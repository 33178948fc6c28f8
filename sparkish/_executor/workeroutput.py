"""Sends the output of a local master's Python workers to the driver.

Spark sends the standard output of its Python workers to the standard error of the JVM. In Scala,
with a local master, a function's output is on the standard output. So here a worker writes to a
socket of the driver, on which :mod:`sparkish._notebook.printing` listens. It travels with its
module.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from pyspark import TaskContext

from sparkish._executor.shared import shared

__all__ = ["CELL", "SOCKET", "printToDriver", "printed", "printing", "same"]

shared(__name__)

#: The environment variable with the path of the driver's socket; not set on a cluster's executors.
SOCKET = "SPARKISH_DRIVER_OUTPUT"
#: The property of a job with the id of the notebook cell that gets its output.
CELL = "spark.sparkish.cell"


def printed(value: Any) -> Any:
    """Make this worker print to the driver, and return the value.

    An object that is pickled as a call of this function switches the worker while it reads its
    task, before a user's function runs.
    """
    printToDriver()
    return value


def printing(make: Callable[..., Any], *args: Any) -> Any:
    """Return what ``make`` returns: the checkpoints of earlier versions call this function."""
    return printed(make(*args))


def same(value: Any) -> Any:
    """Return the value itself: the checkpoints of earlier versions name this function."""
    return value


def printToDriver() -> None:
    """Make this worker print to the driver, if the master is local.

    It replaces file descriptor 1 itself. So ``sys.stdout`` stays the same object, and the output of
    libraries and child processes goes to the driver too. Spark's own protocol uses other sockets.
    """
    path = os.environ.get(SOCKET)
    stdout: Any = sys.__stdout__
    # A driver that reads a checkpoint runs this too, and has no task.
    task = TaskContext.get()
    if path and task is not None and stdout is not None:
        cell = task.getLocalProperty(CELL) or ""
        # Kept on an object of the process, which a user's program may replace.
        if getattr(stdout, "cell", None) != cell:
            stdout.cell = cell
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.settimeout(1)
                connection.connect(path)
                connection.settimeout(None)
                connection.sendall(cell.encode() + b"\n")
                stdout.flush()
                os.dup2(connection.fileno(), 1)
            except OSError:
                # The driver no longer listens: keep Spark's standard output.
                pass
            finally:
                connection.close()
