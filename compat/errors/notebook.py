"""Runs a program as one cell of a real kernel, and prints what the cell shows, as it comes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def main(program: str) -> None:
    """Execute a file's text; the kernel ends with this process."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive(
            Path(program).read_text(encoding="utf-8"), output_hook=show, allow_stdin=False
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def show(message: dict[str, Any]) -> None:
    """Print one of the cell's outputs."""
    kind, content = message["header"]["msg_type"], message["content"]
    if kind == "error":
        text = "\n".join(content["traceback"]) + "\n"
    elif kind == "stream":
        text = content["text"]
    else:
        shown = content.get("data", {}).get("text/plain", "")
        text = f"{shown}\n" if shown else ""
    print(_COLOURS.sub("", text), end="", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
