"""Small Scala programs, one file a subject, each method of which is run by Scala and as its port.

A snippet is a method ``def name(): Unit`` of the file's object. All of them are compiled in one run
and run in one JVM; their ports run in one Python. What they print has to be equal, line by line.

Above a method, ``// differs: why`` says that its port is known to print something else, and
``// not yet: what`` that a rule is missing.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sparkish.port._compiler.scalac import compiled, jars, java
from sparkish.port._porting import Porter, writeModules

__all__ = ["FOLDER", "Snippet", "compare", "sources"]

FOLDER = Path(__file__).parent
_SNIPPET = re.compile(r"^  def (\w+)\(\): Unit =", re.MULTILINE)
_MARKED = re.compile(r"^  // (differs|not yet): (.*)\n  def (\w+)\(\): Unit =", re.MULTILINE)
_MARK = "\x02"

#: What raises in Python where a class of Java's exceptions is thrown. Python's own errors have
#: their own texts; where the text is the program's or a helper's, it has to be Scala's.
_KINDS = {
    "java.lang.NumberFormatException": "NumberFormatException",
    "java.lang.IllegalArgumentException": "ValueError",
    "java.lang.ArithmeticException": "ArithmeticError",
    "java.lang.IllegalStateException": "RuntimeError",
    "java.lang.RuntimeException": "RuntimeError",
    "java.lang.Exception": "Exception",
    "java.lang.AssertionError": "AssertionError",
    "scala.MatchError": "MatchError",
}
_UNTOLD = {
    "java.lang.IndexOutOfBoundsException": "IndexError",
    "java.lang.ArrayIndexOutOfBoundsException": "IndexError",
    "java.lang.StringIndexOutOfBoundsException": "IndexError",
    "java.util.NoSuchElementException": "IndexError KeyError StopIteration ValueError NoValue",
    "java.lang.UnsupportedOperationException": "ValueError TypeError IndexError",
    "java.lang.NullPointerException": "AttributeError TypeError",
    "java.lang.ClassCastException": "TypeError AttributeError",
    "java.util.IllegalFormatConversionException": "ValueError TypeError",
}


_RUNNER = """\
object Runner {
  def run(name: String, snippet: () => Unit): Unit = {
    println("\\u0002" + name)
    try snippet() catch { case e: Throwable => println("!! " + e) }
  }
  def main(args: Array[String]): Unit = {
CALLS
  }
}
"""


@dataclass
class Snippet:
    """A method, and what Scala and Python print of it."""

    subject: str
    name: str
    scala: list[str] = field(default_factory=list)
    python: list[str] = field(default_factory=list)
    #: What the porter refuses in it.
    refusals: list[str] = field(default_factory=list)
    #: Why they differ, where they are known to: the file says so above the method.
    differs: str = ""
    #: What it waits for, where it has no rule yet.
    waits: str = ""

    def isSame(self) -> bool:
        """Tell whether both have printed the same, and the same error ends them, if any."""
        return (
            not self.refusals
            and len(self.scala) == len(self.python)
            and all(map(_isSame, self.scala, self.python))
        )

    def __str__(self) -> str:
        """Return the two outputs side by side, the lines that differ marked."""
        count = max(len(self.scala), len(self.python))
        rows = [f"{self.subject}.{self.name}", *(f"  refused: {each}" for each in self.refusals)]
        for at in range(count):
            left = self.scala[at] if at < len(self.scala) else "<nothing>"
            right = self.python[at] if at < len(self.python) else "<nothing>"
            if not _isSame(left, right):
                rows.append(f"  scala  {left}\n  python {right}")
        return "\n".join(rows)


def _isSame(left: str, right: str) -> bool:
    if not (left.startswith("!! ") and right.startswith("!! ")):
        return left == right
    java_, _, said = left[3:].partition(": ")
    python, _, text = right[3:].partition(": ")
    if java_ in _UNTOLD:
        return python in _UNTOLD[java_].split()
    if java_ == "scala.MatchError" and "to unpack" in text:
        return python == "ValueError"
    return python in _KINDS.get(java_, "").split() and said == text


def sources(subject: str = "") -> list[Path]:
    """Return the files of the snippets, or those of a subject."""
    return [path for path in sorted(FOLDER.glob("*.scala")) if subject in path.stem]


def compare(porter: Porter, paths: list[Path], folder: Path) -> list[Snippet]:
    """Run the snippets of the files by both sides.

    Parameters
    ----------
    porter : Porter
        What ports them.
    paths : list of Path
        Their files.
    folder : Path
        An empty folder for the ports, and the jar.
    """
    texts = {str(path): path.read_text(encoding="utf-8") for path in paths}
    snippets = {
        (path.stem, name): Snippet(path.stem, name)
        for path in paths
        for name in _SNIPPET.findall(texts[str(path)])
    }
    for path in paths:
        for kind, why, name in _MARKED.findall(texts[str(path)]):
            snippet = snippets[path.stem, name]
            if kind == "differs":
                snippet.differs = why
            else:
                snippet.waits = why
    with ThreadPoolExecutor(1) as thread:
        scala = thread.submit(_scala, paths, list(snippets), folder)
        ported = porter.port(texts, partial=True)
        for file in ported:
            stem = Path(file.path).stem
            for refusal in file.refusals:
                name = _around(texts[file.path], refusal.line)
                if (stem, name) in snippets:
                    snippets[stem, name].refusals.append(f"{stem}.scala{_tail(str(refusal))}")
        writeModules(ported, folder)
        for snippet in snippets.values():
            snippet.python = _run(snippet, folder)
        for text in scala.result().split(_MARK)[1:]:
            title, _, printed = text.partition("\n")
            subject, _, name = title.partition(".")
            snippets[subject, name].scala = printed.removesuffix("\n").split("\n")
    return list(snippets.values())


def _tail(message: str) -> str:
    return message[message.index(".scala:") + len(".scala") :]


def _around(text: str, line: int) -> str:
    """Return the snippet that a line is in."""
    before = "\n".join(text.split("\n")[:line])
    found = _SNIPPET.findall(before)
    return str(found[-1]) if found else ""


def _run(snippet: Snippet, folder: Path) -> list[str]:
    """Return the lines that a snippet's port prints."""
    printed = io.StringIO()
    sys.path.insert(0, str(folder))
    try:
        with contextlib.redirect_stdout(printed):
            try:
                module = importlib.import_module(snippet.subject)
                getattr(module, snippet.name)()
            except Exception as error:
                said = "" if str(error) == "None" else f": {error}"
                print(f"!! {type(error).__name__}{said}")
    finally:
        sys.path.remove(str(folder))
    return printed.getvalue().removesuffix("\n").split("\n")


def _scala(paths: list[Path], names: list[tuple[str, str]], folder: Path) -> str:
    """Compile and run all the snippets, and return what they print."""
    runner = folder / "Runner.scala"
    calls = "\n".join(f'    run("{file}.{name}", () => {file}.{name}())' for file, name in names)
    runner.write_text(_RUNNER.replace("CALLS", calls), encoding="utf-8")
    jar = compiled([*paths, runner])
    options = ["-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    command = [java(), *options, "-cp", os.pathsep.join([str(jar), f"{jars()}/*"]), "Runner"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode:
        raise RuntimeError(f"the snippets' JVM has failed:\n{done.stderr}")
    return done.stdout
