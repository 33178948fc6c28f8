"""A program's files in, their Python out: what the command line, the magic and the tests call."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sparkish._core.closing import Closing
from sparkish.port._compiler import Compiler
from sparkish.port._files import moduleName

__all__ = ["Message", "Ported", "Porter", "writeModules"]

_ERROR = "raise NotImplementedError("
#: What only Scala 3 has, at the beginning of a line or after a condition.
_SCALA3 = re.compile(
    r"""^\s*(?:
          @main\b
        | (?:sealed\s+|private\s+)*enum\s+\w+.*[:{]
        | given\s+\w
        | (?:inline|opaque|transparent|open)\s+(?:def|type|class|val|trait)\b
        | extension\s*[(\[]
        | end\s+(?:if|for|while|match|\w+)\s*$
        | (?:if|while)\b.*\b(?:then|do)\s*$
        | (?:case\s+)?(?:object|class|trait)\s+\w+.*:\s*$
        | def\s+\w+.*=\s*$\n(?:\s+\S.*\n)+\s*end\b
      )
      | \bif\s+[^\n]*?\sthen\b
      | \bfor\s+\w+\s*<-[^\n]*\s(?:yield|do)\b
      | \bimport\s+[\w.]+\.(?:\*|given)\s*$
      | \(using\s+\w
      | \busing\s+\w+\s*:""",
    re.MULTILINE | re.VERBOSE,
)
#: Comments and strings, where any word may be.
_HIDDEN = re.compile(
    r'''/\*.*?(?:\*/|\Z)|//[^\n]*|"""(?:.*?)(?:"""|\Z)|"(?:[^"\\\n]|\\.)*"?''', re.DOTALL
)
#: Those that Scala 2 parses, and then does not know: an annotation, a member.
_TYPED3 = re.compile(r"^\s*(?:@main\b|extension\s*[(\[]|import\s+[\w.]+\.\*\s*$)", re.MULTILINE)
_UNKNOWN3 = ("not found:", "value * is not a member")


@dataclass(frozen=True)
class Message:
    """What is to be said of a place in a Scala file."""

    path: str
    line: int
    column: int
    text: str
    #: What it is about, without the names of this program: for counting.
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text}"


@dataclass
class Ported:
    """One file of a program, in Python."""

    path: str
    module: str
    #: The Python text; None where it was refused.
    python: str | None
    notes: list[Message] = field(default_factory=list)
    refusals: list[Message] = field(default_factory=list)
    #: The dump of its trees.
    dump: dict[str, Any] = field(default_factory=dict, repr=False)


class Porter(Closing):
    """Ports one program after another with one Scala compiler."""

    def __init__(self) -> None:
        self._compiler = Compiler()

    def port(
        self,
        texts: Mapping[str, str],
        siblings: Iterable[str] = (),
        *,
        partial: bool = False,
        preludes: Mapping[str, tuple[str, int]] | None = None,
        given: Collection[str] = (),
    ) -> list[Ported]:
        """Port the files of one program.

        Parameters
        ----------
        texts : mapping
            The text of each path, in Scala.
        siblings : iterable of str
            Those paths that are read for their types only.
        partial : bool
            Write a line that cannot be translated as a comment and an error, instead of
            refusing its file.
        preludes : mapping, optional
            For paths that are cells of a notebook: Scala that is read before them, and how many
            objects it leaves open.
        given : collection of str
            Names that Python has where the port runs. Where Scala does not know one, it is written
            as it is.

        Returns
        -------
        list of Ported
            One for each path that is no sibling, in their order.

        Raises
        ------
        CompilerFailure
            Where the Scala compiler fails.
        """
        # The compiler starts while Python reads the rules.
        self._compiler.start()
        from sparkish.port._translate import siblings as definedIn
        from sparkish.port._translate import translate

        left = set(siblings)
        dump = self._compiler.dump(texts, left, preludes)
        modules = {path: moduleName(Path(path), text) for path, text in texts.items()}
        isAlone = len(dump["files"]) == 1
        others = None if isAlone else definedIn(dump["files"], texts, modules)
        ported = []
        for file in dump["files"]:
            path, text = file["path"], texts[file["path"]]
            result = Ported(path, modules[path], None, dump=file)
            ported.append(result)
            wrong = [
                e
                for e in file["errors"]
                if e["phase"] == "parser"
                or (e["message"].startswith(_UNKNOWN3) and _TYPED3.search(text))
            ]
            if wrong or file["tree"] is None:
                result.refusals.append(_notScala(path, text, wrong))
                continue
            translation = translate(
                file,
                text,
                module=modules[path],
                modules=modules,
                partial=partial,
                given=given,
                others=others,
            )
            result.notes = [_message(path, text, m) for m in translation.notes]
            result.refusals = [_message(path, text, m) for m in translation.refusals]
            unread = _notPython(path, translation.python)
            result.refusals += unread
            if partial or not result.refusals:
                python = translation.python
                result.python = _readable(python) if unread else python
        return ported

    def close(self) -> None:
        """End the compiler."""
        self._compiler.close()


def writeModules(ported: Iterable[Ported], folder: Path) -> list[Path]:
    """Write each file to its module's place in a folder, and return the paths."""
    written = []
    for file in ported:
        path = folder.joinpath(*file.module.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.python or "", encoding="utf-8")
        written.append(path)
    return written


def _message(path: str, text: str, found: Any) -> Message:
    line, column = lineAndColumn(text, found.offset)
    return Message(path, line, column, found.text, found.reason)


def lineAndColumn(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of an offset."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _notPython(path: str, python: str) -> list[Message]:
    """Return the refusal of a file whose port Python cannot read: a rule has written it wrong."""
    error = _syntaxError(python)
    return [] if error is None else [Message(path, 1, 1, _noPython(error), "no Python")]


def _syntaxError(python: str) -> SyntaxError | None:
    try:
        compile(python, "port", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    return None


def _noPython(error: SyntaxError) -> str:
    shown = (error.text or "").strip()
    return f"a rule has made no Python of a line (`{shown}`): write that line in Python"


def _readable(python: str) -> str:
    """Return a port with an error in place of each line that Python cannot read."""
    lines = python.split("\n")
    while (error := _syntaxError("\n".join(lines))) is not None:
        number = min(error.lineno or 1, len(lines)) - 1
        if error.msg == "unexpected indent":
            # It belongs to a line that is an error now.
            lines[number] = f"# {lines[number]}"
            continue
        # Where an error cannot stand, as within parentheses, it stands a line before.
        while number > 0 and lines[number].lstrip().startswith((_ERROR, "#")):
            lines[number] = f"# {lines[number].strip()}"
            number -= 1
        line = lines[number]
        indent = line[: len(line) - len(line.lstrip())]
        lines[number] = f"{indent}{_ERROR}{_noPython(error)!r})  # {line.strip()}"
    return "\n".join(lines)


def _notScala(path: str, text: str, errors: list[dict[str, Any]]) -> Message:
    nothing: dict[str, Any] = {"start": 0, "message": "there is nothing in it"}
    first = min(errors, key=lambda e: e["start"], default=nothing)
    # Comments and strings as blanks, so that offsets stay.
    found = _SCALA3.search(_HIDDEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text))
    if found is not None:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        line, column = lineAndColumn(text, start)
        shown = text[start:].splitlines()[0].strip()
        said = f"this is Scala 3 (`{shown}`), which Spark's compiler does not read: "
        return Message(path, line, column, said + "write it in Scala 2, with braces", "Scala 3")
    line, column = lineAndColumn(text, first["start"])
    why = " ".join(first["message"].split())
    said = f"this is no Scala program that Spark's compiler can read: {why}"
    return Message(path, line, column, said, "no Scala")
