"""Scala files: their text, what they define, and which others they need for their types."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sparkish._core.errors import SparkishError

__all__ = ["UnreadableError", "definitions", "moduleName", "needed", "readText", "scalaFiles"]

#: Folders with nothing that a person has written.
_SKIPPED = {"target", "build", "out", "project", "node_modules", "__pycache__"}
_PACKAGE = re.compile(r"^\s*package[ \t]+(?!object\b)([\w.`]+)", re.MULTILINE)
_DEFINITION = re.compile(
    r"^(?:(?:@\w+(?:\([^)]*\))?|private(?:\[\w+\])?|protected|final|sealed|abstract|implicit|case)\s+)*"
    r"(?:object|class|trait)\s+([\w$]+)",
    re.MULTILINE,
)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class UnreadableError(SparkishError, ValueError):
    """A file that cannot be read as the text of a program; the message is one sentence."""


def readText(path: Path) -> str:
    """Return a file's text, with its line ends as they are.

    Parameters
    ----------
    path : Path
        A file in UTF-8, or in UTF-16 with a byte order mark.

    Raises
    ------
    UnreadableError
        Where it is something else.
    OSError
        Where there is no such file.
    """
    data = path.read_bytes()
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise UnreadableError(f"{path}: this is no text, and so no Scala program.") from None
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise UnreadableError(
            f"{path}:{line}:{column}: the byte 0x{data[error.start]:02X} is not UTF-8: save the "
            f"file as UTF-8 (`iconv -f ISO-8859-1 -t UTF-8`, where it is Latin-1)."
        ) from None
    if "\0" in text:
        raise UnreadableError(f"{path}: this is no text, and so no Scala program.")
    return text


def scalaFiles(folder: Path) -> list[Path]:
    """Return the Scala files of a folder and of those in it, without what builds have made."""
    found = []
    for path in folder.rglob("*.scala"):
        parts = path.relative_to(folder).parts[:-1]
        if path.is_file() and not any(p in _SKIPPED or p.startswith(".") for p in parts):
            found.append(path)
    return sorted(found)


def packageOf(text: str) -> str:
    """Return the package of a file, "" where it has none."""
    return ".".join(found[1].replace("`", "") for found in _PACKAGE.finditer(text))


def definitions(text: str) -> list[str]:
    """Return the full names of the classes and objects that a file defines."""
    package = packageOf(text)
    names = dict.fromkeys(found[1] for found in _DEFINITION.finditer(text))
    return [f"{package}.{name}" if package else name for name in names]


def moduleName(path: Path, text: str) -> str:
    """Return the Python module that a Scala file becomes: its package's name and its own."""
    package = packageOf(text)
    stem = re.sub(r"\W", "_", path.stem)
    stem = f"_{stem}" if stem[:1].isdigit() else stem
    return f"{package}.{stem}" if package else stem


def needed(wanted: Sequence[Path], texts: Mapping[Path, str]) -> list[Path]:
    """Return those files that define what the wanted ones name, and what these name in turn.

    Parameters
    ----------
    wanted : sequence of Path
        The files to port.
    texts : mapping
        The texts of all files, the wanted ones among them.
    """
    owners: dict[str, list[Path]] = {}
    for path, text in texts.items():
        for name in definitions(text):
            owners.setdefault(name.rpartition(".")[2], []).append(path)
    found = list(wanted)
    taken = {name for path in found for name in definitions(texts[path])}
    for path in found:  # it grows
        package, text = packageOf(texts[path]), texts[path]
        for word in sorted(set(_WORD.findall(text)) & owners.keys()):
            # The nearest one: of the same package, or of one that is imported.
            for other in sorted(owners[word], key=lambda o: packageOf(texts[o]) != package):
                home = packageOf(texts[other])
                named = re.search(rf"(?<![\w.]){re.escape(home)}\.", text)
                near = home == package or not home or named or package.startswith(f"{home}.")
                full = f"{home}.{word}" if home else word
                if other not in found and near and full not in taken:
                    others = definitions(texts[other])
                    if not taken.intersection(others):
                        found.append(other)
                        taken.update(others)
                    break
    return found[len(wanted) :]
