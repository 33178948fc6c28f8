"""Finds what keeps Spark from starting on this machine, and says what to do.

Every check reads a :class:`Machine` and returns a :class:`Finding`. No check starts Spark.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

__all__ = ["Finding", "Machine", "diagnose", "explainJavaFailure", "javaProblem"]

_Version = tuple[int, int]

# For each PySpark release: the supported versions of Java, the oldest and the newest Python.
_RELEASES: dict[_Version, tuple[tuple[int, ...], _Version, _Version]] = {
    (3, 5): ((8, 11, 17), (3, 8), (3, 11)),
    (4, 0): ((17, 21), (3, 9), (3, 13)),
    (4, 1): ((17, 21), (3, 10), (3, 14)),
    (4, 2): ((17, 21, 25), (3, 10), (3, 14)),
    (4, 3): ((17, 21, 25), (3, 11), (3, 14)),
}
_OLDEST, _NEWEST = min(_RELEASES), max(_RELEASES)
# The Java version that all these releases support.
_JAVA = 17


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    name: str
    level: Literal["ok", "warning", "error"]
    seen: str
    advice: str = ""


def _output(command: Sequence[str]) -> str | None:
    """Return a command's output, or None if it cannot run or fails."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")


def _canBind(address: str) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _cores() -> int:
    # Like the JVM, count only the cores that this process may use.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _pysparkVersion() -> str:
    from pyspark.version import __version__

    return __version__


@dataclass(frozen=True)
class Machine:
    """The machine that the checks look at, by default this one."""

    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    pyspark: str = field(default_factory=_pysparkVersion)
    python: _Version = sys.version_info[:2]
    executable: str = sys.executable
    cores: int = field(default_factory=_cores)
    hostName: Callable[[], str] = socket.gethostname
    resolve: Callable[[str], str] = socket.gethostbyname
    canBind: Callable[[str], bool] = _canBind
    listens: Callable[[int], bool] = _listens
    output: Callable[[Sequence[str]], str | None] = _output

    @property
    def release(self) -> _Version:
        """PySpark's version as (major, minor)."""
        return _majorMinor(self.pyspark)

    @property
    def javas(self) -> tuple[int, ...]:
        """The known versions of Java that this PySpark supports."""
        return _RELEASES[min(max(self.release, _OLDEST), _NEWEST)][0]

    def which(self, command: str) -> str | None:
        """Return the path of a command, as a shell finds it."""
        return shutil.which(command, path=self.env.get("PATH", os.defpath))


def diagnose(machine: Machine | None = None) -> list[Finding]:
    """Run every check, which takes about a second.

    Parameters
    ----------
    machine : Machine, optional
        The machine to look at; by default this one.

    Returns
    -------
    list of Finding
        One finding for each check, of any level.
    """
    machine = machine or Machine()
    return [check(machine) for check in _CHECKS]


def javaProblem(env: Mapping[str, str] | None = None) -> str | None:
    """Return the reason why Spark would not find Java, without starting it.

    Parameters
    ----------
    env : mapping, optional
        The environment variables; by default those of this process.

    Returns
    -------
    str or None
        A sentence, or None if there is a ``java``.
    """
    env = os.environ if env is None else env
    if _java(env) is not None:
        return None
    if home := env.get("JAVA_HOME"):
        java = Path(home, "bin", "java")
        return f"JAVA_HOME is set to {home}, and there is no {java} that can be run."
    return "There is no Java: JAVA_HOME is not set, and no `java` is on the PATH."


def _java(env: Mapping[str, str]) -> str | None:
    """Return the path of the ``java`` that Spark's scripts would run."""
    home = env.get("JAVA_HOME")
    folders = str(Path(home, "bin")) if home else env.get("PATH", os.defpath)
    return shutil.which("java", path=folders)


def explainJavaFailure(machine: Machine | None = None) -> str:
    """Explain PySpark's error JAVA_GATEWAY_EXITED: why the JVM did not start, and what to do.

    Parameters
    ----------
    machine : Machine, optional
        The machine to look at; by default this one.

    Returns
    -------
    str
        Several lines.
    """
    machine = machine or Machine()
    # Include warnings about Java: an untested version may be the cause.
    found = [check(machine) for check in _JVM_CHECKS]
    told = [f"{finding.seen}\n{finding.advice}" for finding in found if finding.level != "ok"]
    return "\n".join(["Spark's Java process did not start.", *(told or [_UNKNOWN])])


_UNKNOWN = (
    "Java itself and the settings look right: read what Java wrote before it ended (above, or in "
    "the terminal that started Jupyter)."
)


def _checkPySpark(machine: Machine) -> Finding:
    known = f"{_shown(_OLDEST)} to {_shown(_NEWEST)}"
    seen = f"version {machine.pyspark}"
    if machine.release < _OLDEST:
        advice = f"sparkish needs PySpark {known}: pip install --upgrade pyspark"
        return Finding("PySpark", "error", f"{seen} is too old.", advice)
    if machine.release > _NEWEST:
        seen = f"{seen} is newer than those that sparkish is tested with, {known}."
        advice = f"If something fails: pip install 'pyspark=={_shown(_NEWEST)}.*'"
        return Finding("PySpark", "warning", seen, advice)
    return Finding("PySpark", "ok", seen)


def _checkPython(machine: Machine) -> Finding:
    seen = f"version {_shown(machine.python)}, {machine.executable}"
    if machine.release not in _RELEASES:
        return Finding("Python", "ok", seen)
    _, oldest, newest = _RELEASES[machine.release]
    if oldest <= machine.python <= newest:
        return Finding("Python", "ok", seen)
    return Finding(
        "Python",
        "error" if machine.python < oldest else "warning",
        f"PySpark {machine.pyspark} is made for Python {_shown(oldest)} to {_shown(newest)}; "
        f"this is {_shown(machine.python)}.",
        f"Make the virtual environment with Python {_shown(newest)}, or install another PySpark.",
    )


def _checkJava(machine: Machine) -> Finding:
    java = _java(machine.env)
    if java is None:
        seen = javaProblem(machine.env) or ""
        other = machine.which("java") if machine.env.get("JAVA_HOME") else None
        instead = f"Use the one on the PATH, {other}: unset JAVA_HOME"
        return Finding("Java", "error", seen, instead if other else _install(machine))
    found = re.search(r'version "(?:1\.)?(\d+)[^"]*"', machine.output([java, "-version"]) or "")
    if found is None:
        seen = f"{java} does not run: `{java} -version` shows no version."
        return Finding("Java", "error", seen, _install(machine))
    version, javas = int(found[1]), machine.javas
    supported = " or ".join(map(str, javas))
    if version in javas:
        return Finding("Java", "ok", f"version {version}, {java}")
    seen = f"PySpark {machine.pyspark} runs on Java {supported}; {java} is Java {version}."
    level: Literal["warning", "error"] = "error" if version < min(javas) else "warning"
    return Finding("Java", level, seen, _install(machine))


def _install(machine: Machine) -> str:
    ubuntu = f"sudo apt install openjdk-{_JAVA}-jre-headless"
    if 21 in machine.javas:
        ubuntu += "  (or openjdk-21-jre-headless)"
    return f"""\
Install Java {_JAVA}, for instance:
  Debian, Ubuntu  {ubuntu}
  macOS           brew install openjdk@{_JAVA}
                  export JAVA_HOME="$(brew --prefix openjdk@{_JAVA})"
  Windows         winget install EclipseAdoptium.Temurin.{_JAVA}.JRE
  conda           conda install -c conda-forge openjdk={_JAVA}
Where JAVA_HOME is set, it must be the folder of that Java."""


def _checkSparkHome(machine: Machine) -> Finding:
    name, home = "SPARK_HOME", machine.env.get("SPARK_HOME")
    unset = "Use the Spark of the PySpark package: unset SPARK_HOME"
    if not home:
        return Finding(name, "ok", "not set: the Spark of the PySpark package is used")
    if not any(Path(home, "bin", file).is_file() for file in ("spark-submit", "spark-submit.cmd")):
        seen = f"SPARK_HOME is {home}, where there is no Spark (no bin/spark-submit)."
        return Finding(name, "error", seen, unset)
    jars = " ".join(jar.name for jar in Path(home, "jars").glob("spark-core_*.jar"))
    found = re.search(r"_[\d.]+-(\d+\.\d+\S*)\.jar", jars)
    version = found[1] if found else None
    if version == machine.pyspark:
        return Finding(name, "ok", f"{home}, version {version} as PySpark's")
    if version is None:
        return Finding(name, "warning", f"The version of the Spark in {home} is unknown.", unset)
    advice = f"{unset}\nor, to use that Spark, install its PySpark: pip install pyspark=={version}"
    seen = f"PySpark {machine.pyspark} would start the Spark {version} in SPARK_HOME, {home}."
    differs = _majorMinor(version) != machine.release
    return Finding(name, "error" if differs else "warning", seen, advice)


def _checkSubmitArgs(machine: Machine) -> Finding:
    name, text = "PYSPARK_SUBMIT_ARGS", machine.env.get("PYSPARK_SUBMIT_ARGS")
    if text is None:
        return Finding(name, "ok", "not set")
    seen, unset = f"{name} is {text!r}", "unset PYSPARK_SUBMIT_ARGS"
    try:
        args = shlex.split(text)
    except ValueError as error:
        return Finding(name, "error", f"{seen}, which cannot be read: {error}.", unset)
    if args[-1:] != ["pyspark-shell"]:
        seen = f"{seen}, which does not end in `pyspark-shell`: the JVM cannot start with that."
        completed = shlex.quote(f"{text} pyspark-shell".strip())
        return Finding(name, "error", seen, f"{unset}\nor: export {name}={completed}")
    if any(arg == "--master" or arg.startswith("--master=") for arg in args):
        seen = f"{seen}: its master applies to every program that does not set one itself."
        return Finding(name, "warning", seen, f"If that is not meant: {unset}")
    return Finding(name, "ok", text)


def _checkWorkerPython(machine: Machine) -> Finding:
    name, given = "PYSPARK_PYTHON", machine.env.get("PYSPARK_PYTHON")
    seen = f"{name} is {given}" if given else f"{name} is not set: the workers run `python3`"
    advice = f"export PYSPARK_PYTHON={shlex.quote(machine.executable)}"
    finding = _checkInterpreter(machine, name, given or "python3", seen, advice)
    if given or finding.level == "ok":
        return finding
    # The variable matters for raw PySpark, and on a cluster.
    seen = f"{finding.seen} On a local master sparkish runs them on the driver's own Python."
    return Finding(name, "warning", seen, advice)


def _checkDriverPython(machine: Machine) -> Finding:
    name, given = "PYSPARK_DRIVER_PYTHON", machine.env.get("PYSPARK_DRIVER_PYTHON")
    if not given:
        return Finding(name, "ok", "not set")
    seen, advice = f"{name} is {given}", "unset PYSPARK_DRIVER_PYTHON"
    if not Path(given).name.startswith(("python", "pypy")):
        seen += ": spark-submit would run jobs with it too."
        return Finding(name, "warning", seen, f"Before spark-submit: {advice}")
    return _checkInterpreter(machine, name, given, seen, advice)


def _checkInterpreter(machine: Machine, name: str, command: str, seen: str, advice: str) -> Finding:
    path = machine.which(command)
    if path is None:
        return Finding(name, "error", f"{seen}, which is not there.", advice)
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    version = (machine.output([path, "-c", code]) or "").strip()
    here = _shown(machine.python)
    if version == here:
        return Finding(name, "ok", f"{seen}, Python {version}")
    if not version:
        return Finding(name, "error", f"{seen}, which does not run.", advice)
    seen = f"{seen}, Python {version}; the driver is {here}: PySpark needs the same version."
    return Finding(name, "error", seen, advice)


def _checkHostName(machine: Machine) -> Finding:
    advice = "export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=localhost"
    given = machine.env.get("SPARK_LOCAL_IP")
    name = given or machine.env.get("SPARK_LOCAL_HOSTNAME") or machine.hostName()
    try:
        address = machine.resolve(name)
    except OSError as error:
        seen = f"The name of this machine, {name}, has no address ({error.strerror or error})."
        return Finding("host name", "error", seen, f"{advice}\nor add it to the hosts file.")
    shown = name if name == address else f"{name}, {address}"
    if not machine.canBind(address):
        seen = f"{shown}: this machine does not have this address (any more)."
        return Finding("host name", "error", seen, advice)
    return Finding("host name", "ok", shown)


def _checkLoopback(machine: Machine) -> Finding:
    if machine.canBind("127.0.0.1"):
        return Finding("loopback", "ok", "127.0.0.1 can be listened on")
    seen = "No program can listen on 127.0.0.1, but Python and the JVM need it to talk."
    advice = "Start the loopback interface (sudo ip link set lo up), or leave the sandbox."
    return Finding("loopback", "error", seen, advice)


def _checkCores(machine: Machine) -> Finding:
    if machine.cores > 1:
        return Finding("cores", "ok", f"{machine.cores} for local[*]")
    seen = "There is 1 core: with local[*] a receiver takes it, and no batch is ever processed."
    advice = 'Use more threads than there are receivers: setMaster("local[2]")'
    return Finding("cores", "warning", seen, advice)


def _checkGateway(machine: Machine) -> Finding:
    name, port = "PYSPARK_GATEWAY_PORT", machine.env.get("PYSPARK_GATEWAY_PORT")
    if not port:
        return Finding(name, "ok", "not set")
    advice = "unset PYSPARK_GATEWAY_PORT PYSPARK_GATEWAY_SECRET"
    seen = f"{name} is {port}: PySpark starts no JVM and connects to one on that port"
    if not (port.isdecimal() and int(port) < 65536 and machine.listens(int(port))):
        return Finding(name, "error", f"{seen}, but nothing listens there.", advice)
    if not machine.env.get("PYSPARK_GATEWAY_SECRET"):
        return Finding(name, "error", f"{seen}, but PYSPARK_GATEWAY_SECRET is not set.", advice)
    return Finding(name, "warning", f"{seen}.", f"If that is not meant: {advice}")


_Checks = tuple[Callable[[Machine], Finding], ...]

# The checks whose findings can keep the JVM from starting.
_JVM_CHECKS: _Checks = (_checkJava, _checkSparkHome, _checkSubmitArgs, _checkLoopback)
_CHECKS: _Checks = (
    _checkPySpark,
    _checkPython,
    *_JVM_CHECKS,
    _checkHostName,
    _checkWorkerPython,
    _checkDriverPython,
    _checkGateway,
    _checkCores,
)


def _majorMinor(version: str) -> _Version:
    major, minor = re.findall(r"\d+", version)[:2]
    return int(major), int(minor)


def _shown(version: _Version) -> str:
    return ".".join(map(str, version))
