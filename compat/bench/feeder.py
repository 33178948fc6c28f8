"""The feed: ``python -m compat.bench.feeder LOAD`` serves one receiver after another.

It prints its port, and then a line of JSON for each receiver: how much that receiver got.
"""

from __future__ import annotations

import itertools
import json
import random
import socket
import sys
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """How many lines of how many words are sent at every tick."""

    lines: int
    #: Milliseconds.
    tick: float
    words: int = 10

    def __str__(self) -> str:
        return f"{self.lines},{self.tick},{self.words}"


LOADS = {
    "5-blocks": Load(lines=1, tick=200),  # 200 ms is the block interval: each line is one block
    "1000/s": Load(lines=100, tick=100),
    "50000/s": Load(lines=2500, tick=50),
}


def load(text: str) -> Load:
    """Return a load by its name, or by its figures."""
    if text in LOADS:
        return LOADS[text]
    lines, tick, words = text.split(",")
    return Load(int(lines), float(tick), int(words))


def chunks(load: Load) -> list[bytes]:
    """Return the bytes that the ticks send in turn: lines of words, from a thousand words."""
    chance = random.Random(1)
    vocabulary = [f"word{n}" for n in range(1000)]

    def line() -> str:
        return " ".join(chance.choices(vocabulary, k=load.words)) + "\n"

    return ["".join(line() for _ in range(load.lines)).encode() for _ in range(20)]


def serve(receiver: socket.socket, load: Load, data: list[bytes]) -> dict[str, float]:
    """Send in the middle of every tick until the receiver disconnects."""
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


def main(text: str) -> None:
    chosen = load(text)
    data = chunks(chosen)

    def report(receiver: socket.socket) -> None:
        with receiver:
            fed = json.dumps(serve(receiver, chosen, data))
        sys.stdout.write(fed + "\n")
        sys.stdout.flush()

    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            receiver, _ = server.accept()
            threading.Thread(target=report, args=[receiver], daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1])
