"""``sparkish serve``: replaces ``nc -lk``."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

from sparkish._cli._arguments import Commands, above0, port, standardInput
from sparkish.lineserver import LineServer

__all__ = ["addTo"]

_DESCRIPTION = """\
Serve the lines of a file or of the standard input over TCP, for socketTextStream. It replaces
`nc -lk`, and serves every receiver that connects or reconnects. Lines wait for a receiver. It runs
until Ctrl-C."""


def addTo(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "serve", help="serve lines over TCP, like `nc -lk`", description=_DESCRIPTION
    )
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="default: stdin")
    parser.add_argument("--port", type=port, default=5800, help="default: 5800; 0: any free one")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1; 0.0.0.0: all")
    parser.add_argument(
        "--rate",
        type=above0(float, "a number of lines per second"),
        metavar="N",
        help="lines per second; default: as fast as the receivers take them",
    )
    parser.add_argument("--repeat", action="store_true", help="begin again after the last line")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("sparkish.lineserver")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    stdin = arguments.file == "-"
    with LineServer(
        standardInput() if stdin else Path(arguments.file),
        host=arguments.host,
        port=arguments.port,
        rate=arguments.rate,
        repeat=arguments.repeat,
    ) as server:
        name = "the standard input" if stdin else arguments.file
        _tell(f"serving {name} on {server.host}:{server.port} until Ctrl-C")
        # A wait with a timeout, because Windows cannot interrupt one without.
        while not server.join(0.5):
            pass
        _tell(f"all {server.sent} lines are sent; connections stay open until Ctrl-C")
        while True:
            time.sleep(1)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
