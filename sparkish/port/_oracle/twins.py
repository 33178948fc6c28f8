"""Runs the Python twins one after another in one process, with one JVM: see Harness.scala."""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import runpy
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyspark import SparkContext, cloudpickle
from pyspark.streaming import StreamingContext


class Twins:
    """The program that runs, and what the runner asks of it.

    Programs run in the main thread, as they do when started by hand; the runner is answered in
    another.
    """

    def __init__(self) -> None:
        SparkContext._ensure_initialized()
        control: Any = SparkContext._jvm
        self._control = control.org.apache.spark.streaming.oracle.Control
        self._programs: queue.Queue[tuple[str, str, list[str]] | None] = queue.Queue()
        self._failure: str | None = None
        self._ended = threading.Event()
        self._stopping = threading.Lock()

    def run(self) -> None:
        for place, output, args in iter(self._programs.get, None):
            root, _, path = place.rpartition(os.pathsep)
            stdout, arguments = sys.stdout, sys.argv
            with open(output, "w", encoding="utf-8", buffering=1) as sys.stdout:
                sys.argv = [path, *args]
                try:
                    # As __main__, so that its functions travel to the workers by value.
                    with _siblings(root, path):
                        runpy.run_path(path, run_name="__main__")
                except Exception:
                    self._failure = traceback.format_exc()
                finally:
                    self._stop(wholly=True)
                    sys.stdout, sys.argv = stdout, arguments
                    self._ended.set()

    def serve(self, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            stream = connection.makefile("rw", encoding="utf-8", newline="\n")
            for line in stream:
                try:
                    reply = f"ok\t{self._answer(*line.rstrip().split(chr(9)))}"
                except Exception:
                    # What ended the program says more than that it has ended.
                    reply = f"error\t{self._failure or traceback.format_exc()}"
                stream.write(reply.replace("\\", "\\\\").replace("\n", "\\n") + "\n")
                stream.flush()
        self._programs.put(None)

    def _answer(self, command: str, *words: str) -> object:
        match command:
            case "run":
                clock, path, output, *args = words
                self._control.useClock(clock)
                self._failure = None
                self._ended.clear()
                self._programs.put((path, output, args))
            case "started":
                while not (self._ended.wait(0.01) or self._control.isStarted()):
                    pass
                self._raiseFailure()
                return f"{self._control.batchDuration()} {self._control.currentTime()}"
            case "received":
                self._control.received(int(words[0]))
            case "nextBatch":
                self._control.nextBatch()
                return self._control.currentTime()
            case "finished":
                self._control.finished(int(words[0]))
                sys.stdout.flush()
            case "stop":
                self._stop()
            case "join":
                self._ended.wait()
                self._raiseFailure()
            case _:
                raise ValueError(f"unknown: {command}")
        return ""

    def _stop(self, wholly: bool = False) -> None:
        """Stop the streams and, ``wholly``, the SparkContext if the program has not."""
        # The program goes on, and may end, while the runner's "stop" is still at it.
        with self._stopping:
            context = StreamingContext.getActive()
            if context is not None:
                context.stop(False, False)
            if wholly and SparkContext._active_spark_context is not None:
                SparkContext._active_spark_context.stop()

    def _raiseFailure(self) -> None:
        if self._failure is not None:
            raise RuntimeError(f"the program failed:\n{self._failure}")


@contextlib.contextmanager
def _siblings(root: str, path: str) -> Iterator[None]:
    """Let a program import the other modules of its folder, which travel to workers by value."""
    files = [file for file in Path(root).rglob("*.py") if str(file) != path] if root else []
    names = [".".join(file.relative_to(root).with_suffix("").parts) for file in files]
    before = set(sys.modules)
    if root:
        sys.path.insert(0, root)
    try:
        importlib.invalidate_caches()
        for name in names:
            cloudpickle.register_pickle_by_value(importlib.import_module(name))
        yield
    finally:
        for name in names:
            if name in sys.modules:
                cloudpickle.unregister_pickle_by_value(sys.modules[name])
        if root:
            sys.path.remove(root)
            # The next program may have modules, and packages, of the same names.
            packages = {name.partition(".")[0] for name in names}
            for name in set(sys.modules) - before:
                if name.partition(".")[0] in packages:
                    del sys.modules[name]


if __name__ == "__main__":
    twins = Twins()
    threading.Thread(target=twins.serve, args=[int(sys.argv[1])], daemon=True).start()
    twins.run()
