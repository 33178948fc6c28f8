"""``sparkish port``: translates a Scala program to Python."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sparkish._cli._arguments import Commands, above0
from sparkish._core.errors import SparkishError
from sparkish.port._files import needed, readText, scalaFiles
from sparkish.port._inputs import inputsOf
from sparkish.port._porting import Ported, Porter, writeModules

__all__ = ["addTo"]

_DESCRIPTION = """\
Port Scala streaming programs to Python line for line, with the types and names of Spark's own Scala
compiler. Code that cannot be translated is refused, with its place and what to write instead."""

_EXAMPLES = """\
examples:
  sparkish port WordCount.scala                        print the Python
  sparkish port *.scala --to ported                    write ported/<package>/<File>.py
  sparkish port WordCount.scala --run localhost 9999   port and run it
  sparkish port WordCount.scala --diff                 run both on one feed and compare
  sparkish port --assess repository                    which files of a repository can be ported"""


def addTo(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "port",
        help="port Scala programs to Python",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.scala")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", dest="out", type=Path, metavar="OUT.py", help="write to this file")
    where.add_argument("--to", type=Path, metavar="DIR", help="write modules into this folder")
    parser.add_argument(
        "--partial",
        action="store_true",
        help="write a comment and an error for code that cannot be translated, and the rest",
    )
    parser.add_argument(
        "--run",
        dest="arguments",
        nargs=argparse.REMAINDER,
        metavar="ARG",
        help="run the first file's port, with these arguments",
    )
    parser.add_argument(
        "--diff",
        nargs=argparse.REMAINDER,
        metavar="ARG",
        help="run the Scala program and its port on the same feed, and compare the output; "
        "without ARGs, fitting arguments are chosen",
    )
    parser.add_argument("--feed", type=Path, metavar="FILE", help="lines that --diff feeds")
    parser.add_argument(
        "--lines",
        type=above0(int, "a number of lines"),
        default=4,
        metavar="N",
        help="lines in each batch of --diff; default: 4",
    )
    parser.add_argument("--assess", type=Path, metavar="DIR", help="report on a whole folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the report as JSON; -: stdout")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.assess is not None:
        from sparkish.port import _assess

        return _assess.main(arguments.assess, arguments.json)
    files: list[Path] = arguments.files
    if not files:
        raise SparkishError("There is no file to port: sparkish port FILE.scala")
    if arguments.out is not None and len(files) > 1:
        raise SparkishError("-o takes one file; for several, name a folder: --to DIR")
    texts = {path: readText(path) for path in files}
    others = _around(files, texts)
    with Porter() as porter:
        if arguments.diff is not None:
            return _compare(porter, files[0], texts | others, arguments)
        runs = arguments.arguments is not None
        siblings = [] if runs else [str(path) for path in others]
        given = {str(path): text for path, text in (texts | others).items()}
        ported = porter.port(given, siblings, partial=arguments.partial)
    refused = _report(ported)
    if refused and not arguments.partial:
        return 1
    if runs:
        return _execute(ported, arguments.arguments)
    _write(ported, arguments.out, arguments.to)
    return 0


def _around(files: Iterable[Path], texts: Mapping[Path, str]) -> dict[Path, str]:
    """Read the neighbouring files that define names in the files to port."""
    near: dict[Path, str] = dict(texts)
    for path in files:
        for other in _neighbours(path):
            if not any(_same(other, known) for known in near):
                try:
                    near[other] = readText(other)
                except (SparkishError, OSError):
                    continue  # the user did not ask for this file
    return {path: near[path] for path in needed(list(files), near)}


def _neighbours(path: Path) -> list[Path]:
    """Return the files of the same source folder or, if there is none, of the same folder."""
    roots = [p for p in path.absolute().parents if p.name in ("scala", "src")]
    found = scalaFiles(roots[0]) if roots else sorted(path.parent.glob("*.scala"))
    return found[:500]


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()


def _report(ported: Sequence[Ported]) -> bool:
    """Write notes and refusals to standard error; return whether something was refused."""
    for file in ported:
        for message in [*file.refusals, *file.notes]:
            kind = "refused" if message in file.refusals else "note"
            place = f"{message.path}:{message.line}:{message.column}"
            print(f"{place}: {kind}: {message.text}", file=sys.stderr)
    return any(file.refusals for file in ported)


def _write(ported: Sequence[Ported], out: Path | None, to: Path | None) -> None:
    whole = [file for file in ported if file.python is not None]
    if to is not None:
        for path in writeModules(whole, to):
            print(f"wrote {path}", file=sys.stderr)
    elif out is not None:
        for file in whole:
            out.write_text(file.python or "", encoding="utf-8")
    else:
        for n, file in enumerate(whole):
            if len(whole) > 1:
                print(f"{chr(10) if n else ''}# {file.module.replace('.', '/')}.py")
            sys.stdout.write(file.python or "")


def _execute(ported: Sequence[Ported], arguments: Sequence[str]) -> int:
    """Run the first file's port; the other ports are importable."""
    with tempfile.TemporaryDirectory(prefix="sparkish-port-") as folder:
        writeModules(ported, Path(folder))
        path = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
        environment = os.environ | {"PYTHONPATH": path}
        command = [sys.executable, "-m", ported[0].module, *arguments]
        return subprocess.run(command, env=environment).returncode


def _compare(
    porter: Porter, main: Path, texts: dict[Path, str], arguments: argparse.Namespace
) -> int:
    # A port alone does not need this module, which takes long to import.
    from sparkish.port import _diff

    given = {str(path): text for path, text in texts.items()}
    first = porter.port(given)
    if _report(first):
        return 1
    inputs = inputsOf(first[0].dump, [each.dump for each in first[1:]])
    if not inputs.main:
        raise SparkishError(f"{main}: there is no object with a main method to run.")
    box = _diff.sandbox(texts[main], inputs, arguments.diff or None)
    if box.problem:
        raise SparkishError(f"{main}: it cannot be fed: {box.problem}.")
    if arguments.feed is not None:
        lines = readText(arguments.feed).splitlines()
        feeds = [_diff.batchesOf(lines, arguments.lines)]
    else:
        feeds = [list(feed) for feed in _diff.sampleFeeds(inputs)]
    ported = porter.port(given | {str(main): box.text})
    return _diff.show(ported, box, inputs, texts | {main: box.text}, feeds)
