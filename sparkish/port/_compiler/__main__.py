"""``python -m sparkish.port._compiler FILE.scala ...`` prints a program's trees as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sparkish.port._compiler import Compiler

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sparkish.port._compiler")
    parser.add_argument("files", nargs="+", metavar="FILE.scala")
    parser.add_argument("--indent", action="store_true")
    arguments = parser.parse_args()
    texts = {}
    for file in arguments.files:
        with Path(file).open(encoding="utf-8", newline="") as opened:
            texts[file] = opened.read()
    with Compiler() as compiler:
        dump = compiler.dump(texts)
    json.dump(dump, sys.stdout, indent=1 if arguments.indent else None)
