"""The feed: ``python -m compat.bench.feeder LOAD`` serves one receiver after another.

It prints its port, and then, for each receiver, a line of JSON about what that has got.
"""

from __future__ import annotations

import itertools
import json
import random
import socket
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """So many lines at every tick."""

    lines: int
    #: Milliseconds.
    tick: int


LOADS = {
    "5-blocks": Load(lines=1, tick=200),  # the block interval: each line is a block of its own
    "1000/s": Load(lines=100, tick=100),
    "50000/s": Load(lines=2500, tick=50),
}


def chunks(load: Load) -> list[bytes]:
    """Return what the ticks send, in turn: lines of ten out of a thousand words."""
    chance = random.Random(1)
    words = [f"word{n}" for n in range(1000)]
    return [
        "".join(" ".join(chance.choices(words, k=10)) + "\n" for _ in range(load.lines)).encode()
        for _ in range(20)
    ]


def serve(receiver: socket.socket, load: Load, data: list[bytes]) -> dict[str, float]:
    """Send in the middle of every tick until the receiver goes."""
    seconds = load.tick / 1000
    start = (time.time() // seconds + 1.5) * seconds
    sent, late = 0, 0.0
    try:
        for n in itertools.count():
            time.sleep(max(0.0, start + n * seconds - time.time()))
            receiver.sendall(data[n % len(data)])
            sent += load.lines
            late = max(late, time.time() - (start + n * seconds))
    except OSError:
        pass
    elapsed = time.time() - start
    return {
        "lines": sent,
        "lines per second": round(sent / elapsed, 1),
        "latest tick in seconds": round(late, 3),
    }


def main(name: str) -> None:
    load = LOADS[name]
    data = chunks(load)
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            receiver, _ = server.accept()
            with receiver:
                print(json.dumps(serve(receiver, load, data)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
