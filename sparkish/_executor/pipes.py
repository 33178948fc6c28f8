"""Scala's ``rdd.pipe``. It runs on the executors, which do not need sparkish for it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sparkish._executor.portable import portable

__all__ = ["Pipe"]

portable(__name__)

Println = Callable[[str], None]


class Pipe:
    """Writes a partition to a command, and yields the lines that the command prints.

    A command that ends before it has read everything has not failed. In Scala this depends on the
    amount of input.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    env : mapping
        Added to the executor's environment.
    printPipeContext : callable, optional
        Called first, with a function that writes a line.
    printRDDElement : callable, optional
        Called with each element and that function, instead of writing the element's text.
    separateWorkingDir : bool
        Whether the command has its own directory, with links to the worker's files.
    bufferSize : int
        How many bytes to collect before they are written to the command.
    encoding : str
        The encoding of the lines, both written and read.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        printPipeContext: Callable[[Println], object] | None,
        printRDDElement: Callable[[Any, Println], object] | None,
        separateWorkingDir: bool,
        bufferSize: int,
        encoding: str,
    ) -> None:
        self._command = list(command)
        self._env = dict(env)
        self._printPipeContext = printPipeContext
        self._printRDDElement = printRDDElement
        self._separateWorkingDir = separateWorkingDir
        self._bufferSize = bufferSize
        self._encoding = encoding

    def __call__(self, part: Iterable[Any]) -> Iterator[str]:
        """Yield the command's lines.

        Raises
        ------
        RuntimeError
            If the command exits with a status that is not 0.
        """
        directory = _linkedDirectory() if self._separateWorkingDir else None
        try:
            process = subprocess.Popen(
                self._command,
                env={**os.environ, **self._env},
                cwd=directory,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
            )
            yield from self._lines(process, part)
        finally:
            if directory is not None:
                shutil.rmtree(directory, ignore_errors=True)

    def _lines(self, process: subprocess.Popen[bytes], part: Iterable[Any]) -> Iterator[str]:
        failures: list[BaseException] = []

        def write() -> None:
            try:
                self._write(process.stdin, part)
            except BrokenPipeError:
                pass  # a command may stop reading; its status shows whether it failed
            except BaseException as error:
                failures.append(error)
                process.kill()

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        try:
            output: Any = process.stdout
            with io.TextIOWrapper(io.BufferedReader(output), self._encoding) as lines:
                for line in lines:
                    yield line.rstrip("\n")
            status = process.wait()
            writer.join()
        finally:
            # The caller may stop before the last line.
            process.kill()
            process.wait()
        if failures:
            raise failures[0]
        if status:
            raise RuntimeError(
                f"The command of pipe has ended with status {status}: {' '.join(self._command)}"
            )

    def _write(self, stdin: Any, part: Iterable[Any]) -> None:
        buffer = io.BufferedWriter(stdin, self._bufferSize)
        with io.TextIOWrapper(buffer, self._encoding, newline="\n", write_through=True) as file:

            def println(line: Any) -> None:
                file.write(f"{line}\n")

            if self._printPipeContext is not None:
                self._printPipeContext(println)
            for element in part:
                if self._printRDDElement is None:
                    println(element)
                else:
                    self._printRDDElement(element, println)


def _linkedDirectory() -> str:
    directory = tempfile.mkdtemp(prefix="spark-pipe-")
    for name in os.listdir():
        os.symlink(os.path.abspath(name), os.path.join(directory, name))
    return directory
