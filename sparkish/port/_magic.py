"""``%%scala``: a cell in Scala, shown in Python beneath and run in the notebook's namespace."""

from __future__ import annotations

import sys
from typing import Any

from sparkish._core.errors import SparkishError
from sparkish.port._porting import Message, Porter

__all__ = ["ScalaCells", "load"]

#: What a cell in Scala may name of the cells in Python, with its type.
_TYPES = {
    "StreamingContext": "org.apache.spark.streaming.StreamingContext",
    "SparkContext": "org.apache.spark.SparkContext",
    "SparkSession": "org.apache.spark.sql.SparkSession",
    "SparkConf": "org.apache.spark.SparkConf",
    "str": "String",
    "int": "Int",
    "float": "Double",
    "bool": "Boolean",
}


class ScalaCells:
    """Ports the cells of one notebook; a cell sees what the ones before it have defined."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._porter = Porter()
        self._cells: list[str] = []

    def scala(self, line: str, cell: str) -> None:
        """Port a cell, show its Python and run it.

        Parameters
        ----------
        line : str
            ``--quiet`` runs the cell without showing its Python, ``--show`` shows it only.
        cell : str
            Scala: what a line of spark-shell may be, and as many as you like.
        """
        # IPython leaves out frames that have this name: an error is of the cell's Python.
        __tracebackhide__ = True
        words = set(line.split())
        if unknown := words - {"--quiet", "--show"}:
            raise _said(f"%%scala takes --quiet or --show, not {' '.join(sorted(unknown))}")
        python = self.port(cell)
        if "--quiet" not in words:
            _show(python)
        if "--show" not in words:
            self._run(python)
            self._cells.append(cell)

    def port(self, cell: str) -> str:
        """Return a cell's Python.

        Raises
        ------
        IPython.core.error.UsageError
            Where there is none, with the cell's lines; IPython shows it without a trace.
        """
        path = f"cell{len(self._cells) + 1}"
        # Each cell is inside the one before it, so that it may define a name anew.
        opened = [self._declarations(), *self._cells]
        prelude = "".join(f"object Cell{n} {{\n{text}\n" for n, text in enumerate(opened))
        try:
            (ported,) = self._porter.port(
                {path: cell}, preludes={path: (prelude, len(opened))}, given=self._shell.user_ns
            )
        except SparkishError as error:
            raise _said(str(error)) from None
        for message in ported.notes:
            print(_ofCell(message, cell), file=sys.stderr)
        if ported.python is None:
            raise _said("\n".join(_ofCell(message, cell) for message in ported.refusals))
        return ported.python

    def _run(self, python: str) -> None:
        # As a part of the cell: an error ends it, and its output is the cell's.
        __tracebackhide__ = True
        name = self._shell.compile.cache(python, self._shell.execution_count)
        exec(self._shell.compile(python, name, "exec"), self._shell.user_ns)

    def _declarations(self) -> str:
        """Declare what Python has defined and Scala can use."""
        lines = []
        for name, value in self._shell.user_ns.items():
            kinds = [kind.__name__ for kind in type(value).__mro__]
            scala = next((_TYPES[kind] for kind in kinds if kind in _TYPES), None)
            if scala is not None and name.isidentifier() and not name.startswith("_"):
                lines.append(f"val `{name}`: {scala} = throw new Error")
        return "\n".join(lines)


def _ofCell(message: Message, cell: str) -> str:
    """Name the line as Jupyter counts: ``%%scala`` is the cell's first line."""
    shown = cell.splitlines()[message.line - 1 : message.line] or [""]
    return (
        f"line {message.line + 1}, column {message.column}: {message.text}\n    {shown[0].strip()}"
    )


def _said(text: str) -> Exception:
    from IPython.core.error import UsageError

    error: Exception = UsageError(text)
    return error


def _show(python: str) -> None:
    from IPython.display import Code, display

    display(Code(python, language="python"))


def load(shell: Any) -> None:
    """Add ``%%scala`` to a notebook: what ``%load_ext sparkish`` does."""
    shell.register_magic_function(ScalaCells(shell).scala, "cell", "scala")
