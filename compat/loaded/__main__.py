"""``python -m compat.loaded`` runs the tests beside a loaded machine, and in random order.

As many processes as the machine has cores count without end, while the README's test command runs
some times. A test that passes or fails by the machine's load, or by the test before it, fails here.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from compat.matrix.__main__ import PARALLEL

#: The README's test command, and the order.
COMMAND = (sys.executable, "-m", "pytest", *PARALLEL, "-q", "-p", "randomly")


@contextmanager
def load(loops: int) -> Iterator[None]:
    """Keep some cores busy during a block."""
    endless = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(endless) for _ in range(loops)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.loaded", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how many times (default: 3)")
    parser.add_argument("--loops", type=int, default=os.cpu_count() or 2, help="busy processes")
    parser.add_argument("--seed", type=int, help="the first run's; each later one is 1 larger")
    parser.add_argument("pytest", nargs="*", help="further arguments of pytest, after --")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    failed = 0
    for number in range(options.runs):
        began = time.monotonic()
        order = f"--randomly-seed={seed + number}"
        with load(options.loops):
            code = subprocess.run([*COMMAND, order, *options.pytest]).returncode
        failed += code != 0
        seconds = round(time.monotonic() - began)
        result = "passed" if code == 0 else f"failed with exit code {code}"
        run = f"seed {seed + number}, {options.loops} busy loops"
        print(f"{run}: {result}, {seconds} s", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
