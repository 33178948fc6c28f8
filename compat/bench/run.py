"""Runs one driver on a feed and measures its batches."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compat.bench.process import KINDS, usage
from compat.bench.rest import Rest
from sparkish.port._oracle import spark

_BATCH = re.compile(r"Total delay: ([\d.]+) s for time \d+ ms \(execution: ([\d.]+) s\)")
#: A header of print or pprint, and the first element, if there is one.
_PRINTED = re.compile(r"^-{43}\nTime: (.*)\n-{43}\n(.*)$", re.MULTILINE)


@dataclass
class Settings:
    """The settings that all runs share; the interval is in seconds."""

    interval: float
    warmup: int
    batches: int
    blockInterval: str = "200ms"
    streams: int = 1
    #: How many of the measured batches must have printed something.
    full: float = 1.0


@dataclass
class Run:
    """The figures of one run: seconds for each measured batch, CPU time and memory."""

    system: str
    program: str
    load: str
    round: int
    execution: list[float] = field(default_factory=list)
    delay: list[float] = field(default_factory=list)
    #: The median of the measured batches, as Spark's listener reports it.
    listened: float = 0.0
    #: The stages of the measured batches, and their tasks: see Rest.stages.
    stages: list[dict[str, Any]] = field(default_factory=list)
    #: CPU seconds per batch, and peak MB.
    cpu: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    feed: dict[str, float] = field(default_factory=dict)
    #: The load of the machine just before the run.
    loadBefore: float = 0.0


class Feeder:
    """The process of the feeder, which serves all runs of a load."""

    def __init__(self, load: str) -> None:
        self._process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-m", "compat.bench.feeder", load],
            cwd=spark.ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._line())

    def report(self, receivers: int = 1) -> dict[str, float]:
        """Return how much the last receivers got, once the feeder sees that they have gone."""
        reports = [json.loads(self._line()) for _ in range(receivers)]
        return {
            "lines": sum(report["lines"] for report in reports),
            "lines per second": sum(report["lines per second"] for report in reports),
            "latest tick in seconds": max(report["latest tick in seconds"] for report in reports),
        }

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the feeder has ended")
        return line

    def __enter__(self) -> Feeder:
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.kill()
        self._process.communicate()


def measure(run: Run, settings: Settings, feeder: Feeder) -> None:
    """Start a driver, wait for the batches, and fill in what was measured.

    Raises
    ------
    RuntimeError
        If the driver ends, takes too long, or prints fewer batches than are measured.
    """
    run.loadBefore = os.getloadavg()[0]
    needed = settings.warmup + settings.batches
    limit = time.monotonic() + 60 + 15 * needed * settings.interval
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        log, printed = Path(folder, "log"), Path(folder, "stdout")
        ui = freePort()
        driver = _start(run, settings, feeder, Path(folder), ui)
        try:
            warm: tuple[int, dict[str, float]] | None = None
            found: list[tuple[str, str]] = []
            # The receiver of a busy machine starts late: the batches before it are not counted.
            empty: int | None = None
            while empty is None or len(found) < empty + needed:
                if driver.poll() is not None or time.monotonic() > limit:
                    why = "ended" if driver.poll() is not None else "took too long"
                    raise RuntimeError(f"{run} {why}:\n{log.read_text()[-3000:]}")
                time.sleep(0.5)
                found = _BATCH.findall(log.read_text())
                empty = _emptyBefore(printed.read_text())
                cpu, memory = usage(driver.pid)
                run.memory = {kind: max(memory[kind], run.memory.get(kind, 0)) for kind in KINDS}
                first = (empty or 0) + settings.warmup
                if warm is None and empty is not None and len(found) >= first:
                    warm = len(found), cpu
            _check(run, settings, printed.read_text())
            rest = Rest(ui, first, settings.batches)
            run.listened, run.stages = rest.processing(), rest.stages()
        finally:
            spark.end(driver)
    if warm is not None and len(found) > warm[0]:
        count = len(found) - warm[0]
        run.cpu = {kind: (cpu[kind] - warm[1][kind]) / count for kind in KINDS}
    measured = found[first : first + settings.batches]
    run.delay = [float(delay) for delay, _ in measured]
    run.execution = [float(execution) for _, execution in measured]
    run.feed = feeder.report(settings.streams)


def _start(
    run: Run, settings: Settings, feeder: Feeder, scratch: Path, ui: int
) -> subprocess.Popen[bytes]:
    jar = spark.compiled([Path(__file__).with_name("Programs.scala")])
    system = run.system.partition("#")[0]
    main = ["compat.bench.Driver"] if system == "scala" else ["compat.bench.driver", system]
    main += [run.program, str(feeder.port), str(settings.interval), str(settings.streams)]
    conf = {"spark.streaming.blockInterval": settings.blockInterval}
    # The web UI's listener is a second source of the batches' times.
    conf |= {"spark.ui.enabled": "true", "spark.ui.port": str(ui)}
    with (scratch / "stdout").open("wb") as out, (scratch / "log").open("wb") as log:
        return spark.start(main, [jar], conf, scratch, stdout=out, log=log)


def freePort() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
    return port


def _check(run: Run, settings: Settings, printed: str) -> None:
    """Refuse a run with empty batches: its times would mean nothing."""
    # The last may just be printing.
    measured = _full(printed)[(_emptyBefore(printed) or 0) : -1]
    if sum(measured) < settings.full * max(len(measured), settings.batches - 1):
        raise RuntimeError(f"{run}: batches without output")


def _emptyBefore(printed: str) -> int | None:
    """Return how many batches came before the first with output, or None before there is one."""
    full = _full(printed)
    return full.index(True) if True in full else None


def _full(printed: str) -> list[bool]:
    """Tell of each batch whether one of its outputs has printed an element."""
    full: dict[str, bool] = {}
    for batch, element in _PRINTED.findall(printed):
        full[batch] = full.get(batch, False) or bool(element)
    return list(full.values())
