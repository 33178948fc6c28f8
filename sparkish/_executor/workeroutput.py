"""Where a Python worker of a local master prints: to the driver.

Spark leads the standard output of its Python workers to the standard error of the JVM. Under a
local master, what a function prints is on the standard output in Scala, so the worker's leads to a
socket of the driver's, which :mod:`sparkish._notebook.printing` listens on. Pickled by value.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from pyspark import TaskContext

from sparkish._executor.portable import portable

__all__ = ["CELL", "SOCKET", "printToDriver", "printing", "same"]

portable(__name__)

#: Names the driver's socket to the workers. Executors of a cluster do not have it.
SOCKET = "SPARKISH_DRIVER_OUTPUT"
#: The property of a job that names the notebook's cell to which its output belongs.
CELL = "spark.sparkish.cell"


def printing(make: Callable[..., Any], *args: Any) -> Any:
    """Return what ``make`` makes, in a worker that prints to the driver from now on.

    What is pickled as a call of it makes the worker do so while it reads its task, before a
    function of the user's runs.
    """
    printToDriver()
    return make(*args)


def same(value: Any) -> Any:
    """Return the value itself."""
    return value


def printToDriver() -> None:
    """Let this worker print to the driver, if its master is local.

    File descriptor 1 itself is led there: ``sys.stdout`` stays the object that it is, and what
    libraries and child processes print goes the same way. Spark's own protocol has other sockets.
    """
    path = os.environ.get(SOCKET)
    stdout: Any = sys.__stdout__
    # The driver reads a checkpoint, and has no task.
    task = TaskContext.get()
    if path and task is not None and stdout is not None:
        cell = task.getLocalProperty(CELL) or ""
        # Kept on an object of the process: this function is another one in each task.
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
                # The driver does not listen any more: print where Spark prints.
                pass
            finally:
                connection.close()
