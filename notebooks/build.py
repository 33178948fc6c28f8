"""``python -m notebooks.build``: make the ``.ipynb`` files, with outputs, from the ``.py`` files.

Only those whose code has changed are run again, so that the others' outputs stay as they are;
``--all`` runs every one, and a name such as ``03`` that one.
"""

from __future__ import annotations

import argparse
import base64
import copy
import hashlib
import io
import re
import sys
import time
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from PIL import Image

HERE = Path(__file__).resolve().parent
# How long a cell may run, in seconds.
_TIMEOUT = 120
_METADATA = {
    "jupytext": {"formats": "ipynb,py:percent", "notebook_metadata_filter": "-all"},
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_TRACEBACK = "Traceback (most recent call last)"
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
# Of no meaning elsewhere: where the code lies, what the JVM says of its start, and what a worker
# says that is stopped in the middle of a task.
_CELL_FILE = re.compile(r"\S*ipykernel_\d+\S*\.py(?=:\d)")
_FOLDERS = re.compile("|".join(re.escape(f"{path}/") for path in (HERE.parent, sys.prefix)))
_JVM_LINE = re.compile(
    r"^WARNING: .*(?:incubator modules|sun\.misc\.Unsafe|native access).*\n", re.M
)
_WORKERS_END = re.compile(
    r"^Traceback .*\n(?:  .*\n)*?  .*/pyspark/daemon\.py.*\n(?:  .*\n)*\S.*\n", re.M
)


def sources() -> list[Path]:
    """Return the notebooks' sources, in their order."""
    return sorted(HERE.glob("[0-9][0-9]_*.py"))


def answers(source: Path, suffix: str = "") -> dict[str, str]:
    """Return the answers to a notebook's exercises, by the tags of their cells.

    Without a suffix the reference solutions; with ``_wrong`` such as the checks have to refuse.
    """
    cells = jupytext.read(HERE / "solutions" / f"{source.name[:2]}{suffix}.py").cells
    return {tag: cell.source for cell in cells for tag in cell.metadata.get("tags", ())}


def read(source: Path) -> Any:
    """Return the notebook that a source stands for, without outputs.

    A cell's id is made from its text, so that it is the same whoever makes it.
    """
    notebook = jupytext.read(source)
    notebook.metadata = nbformat.from_dict(copy.deepcopy(_METADATA))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen: set[str] = set()
    for cell in notebook.cells:
        name, number = hashlib.sha256(cell.source.encode()).hexdigest()[:8], 1
        cell.id = name
        while cell.id in seen:
            number += 1
            cell.id = f"{name}-{number}"
        seen.add(cell.id)
    return notebook


def codeCell(source: str) -> Any:
    """Return a cell of code, beside the notebook's own."""
    return nbformat.v4.new_code_cell(source)


def stored(source: Path) -> Any | None:
    """Return the notebook as it is stored, or None where it is not."""
    path = source.with_suffix(".ipynb")
    return nbformat.read(path, as_version=4) if path.exists() else None


def content(notebook: Any) -> list[tuple[Any, ...]]:
    """Return the cells without their outputs."""
    return [
        (cell.id, cell.cell_type, tuple(cell.metadata.get("tags", ())), cell.source)
        for cell in notebook.cells
    ]


def execute(notebook: Any) -> None:
    """Run a notebook in a kernel of its own, and keep its outputs.

    Raises
    ------
    CellExecutionError
        Where a cell raises that is not tagged ``raises-exception``.
    """
    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        record_timing=False,
    )
    client.execute()
    # The kernel's own says which Python it was.
    notebook.metadata = nbformat.from_dict(copy.deepcopy(_METADATA))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _tidied(cell.outputs)


def _tidied(outputs: list[Any]) -> list[Any]:
    tidied: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            output.text = _anywhere(_JVM_LINE.sub("", _WORKERS_END.sub("", output.text)))
            if tidied and tidied[-1].get("name") == output.name:
                tidied[-1].text += output.text
                continue
            if not output.text:
                continue
        elif output.output_type == "error":
            output.traceback = list(map(_anywhere, _shortened(output.traceback)))
            output.evalue = _anywhere(_withoutTrace(output.evalue))
        if "image/png" in (data := output.get("data", {})):
            data["image/png"] = _small(data["image/png"])
        tidied.append(output)
    return tidied


def _small(png: str) -> str:
    """Return a picture in few colours, a third of its size."""
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(small, "png", optimize=True)
    return base64.b64encode(small.getvalue()).decode()


def _anywhere(text: str) -> str:
    """Return a text without the folders of this machine."""
    return _FOLDERS.sub("", _CELL_FILE.sub("cell", text))


def _shortened(traceback: list[str]) -> list[str]:
    """Return the error itself, without those that it comes from, and the frames of the cells."""
    plain = [_COLOUR.sub("", part) for part in traceback]
    last = max((i for i, part in enumerate(plain) if part.rstrip().endswith(_TRACEBACK)), default=0)
    parts = zip(traceback[last:], plain[last:], strict=True)
    return [_withoutTrace(part) for part, text in parts if not text.startswith("File ")]


def _withoutTrace(message: str) -> str:
    """Cut off the trace that a failed batch carries in its message."""
    text, found, _ = message.partition(f"\n\n{_TRACEBACK}")
    return f"{text}\n\n..." if found else message


def _keptOutputs(notebook: Any, before: Any | None) -> bool:
    """Take over the outputs of a notebook with the same code; return whether it has the same."""
    code, old = (
        [cell for cell in each.cells if cell.cell_type == "code"] if each else []
        for each in (notebook, before)
    )
    if [cell.source for cell in code] != [cell.source for cell in old]:
        return False
    for cell, same in zip(code, old, strict=True):
        cell.outputs, cell.execution_count = same.outputs, same.execution_count
    return True


def main() -> None:
    """Make those that were asked for, or that have changed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="for instance 03; default: all that have changed")
    parser.add_argument("--all", action="store_true", help="all, changed or not")
    arguments = parser.parse_args()
    for source in sources():
        notebook, before = read(source), stored(source)
        if arguments.names:
            wanted = source.name.startswith(tuple(arguments.names))
        else:
            wanted = arguments.all or before is None or content(before) != content(notebook)
        if wanted:
            began = time.monotonic()
            if arguments.names or arguments.all or not _keptOutputs(notebook, before):
                execute(notebook)
            nbformat.write(notebook, source.with_suffix(".ipynb"))
            print(f"{source.stem}: {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
