"""CPU time and memory of a driver and its child processes, from /proc."""

from __future__ import annotations

import os
import time
from pathlib import Path

KINDS = ("JVM", "Python driver", "Python workers")
_DRIVERS = {b"compat.bench.driver", b"compat.bench.state"}
_TICKS = os.sysconf("SC_CLK_TCK")


def usage(root: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return CPU seconds and peak memory (VmHWM) in MB by kind of process.

    The ended forks of PySpark's daemon count as CPU time of the workers.
    """
    cpu, memory = dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, 0.0)
    for pid in _tree(root):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            user, system, endedUser, endedSystem = cpuSeconds(pid)
            status = Path(f"/proc/{pid}/status").read_text()
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        kind = _kind(command)
        cpu[kind] += user + system
        if kind == "Python workers":
            cpu[kind] += endedUser + endedSystem
        peak = next((line.split()[1] for line in status.splitlines() if "VmHWM" in line), "0")
        memory[kind] += int(peak) / 1024
    return cpu, memory


def cpuSeconds(pid: int) -> list[float]:
    """Return a process's CPU seconds: user, system, and both of its ended children."""
    return _seconds(Path(f"/proc/{pid}"))


def driverSeconds(jvm: int) -> dict[str, float]:
    """Return the CPU seconds of this driver: of its JVM, and of this process."""
    return {"driver's JVM": sum(cpuSeconds(jvm)[:2]), "driver's Python": time.process_time()}


def threadSeconds(pid: int) -> dict[str, dict[str, float]]:
    """Return the CPU seconds of a process's threads, by their name and their id."""
    found: dict[str, dict[str, float]] = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            name = (thread / "comm").read_text().strip()
            seconds = sum(_seconds(thread)[:2])
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        found.setdefault(name, {})[thread.name] = seconds
    return found


def _seconds(folder: Path) -> list[float]:
    stat = (folder / "stat").read_text().rpartition(")")[2].split()
    return [int(ticks) / _TICKS for ticks in stat[11:15]]


def _kind(command: list[bytes]) -> str:
    if any(b"pyspark.daemon" in word or b"pyspark.worker" in word for word in command):
        return "Python workers"
    # Scala's is compat.bench.Driver.
    return "Python driver" if _DRIVERS.intersection(command) else "JVM"


def _tree(root: int) -> list[int]:
    """Return the process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found
