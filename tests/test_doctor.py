"""The checks of ``sparkish doctor``, on invented machines."""

from __future__ import annotations

import dataclasses
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sparkish._core import doctor
from sparkish._core.doctor import Finding, Machine, diagnose, explainJavaFailure, javaProblem

HEALTHY = Machine(
    env={},
    pyspark="4.3.0",
    python=(3, 11),
    executable="/venv/bin/python",
    cores=2,
    hostName=lambda: "here",
    resolve=lambda name: "127.0.1.1",
    canBind=lambda address: True,
    listens=lambda port: False,
)
JAVA_17 = 'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment\n'


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without problems, with java and python3 on its PATH."""
    java = executable(tmp_path / "bin" / "java")
    python = executable(tmp_path / "bin" / "python3")
    outputs = {str(java): JAVA_17, str(python): "3.11\n"}
    return dataclasses.replace(
        HEALTHY, env={"PATH": str(java.parent)}, output=lambda command: outputs.get(command[0])
    )


def withEnv(machine: Machine, **env: str) -> Machine:
    return dataclasses.replace(machine, env={**machine.env, **env})


def finding(machine: Machine, name: str) -> Finding:
    found = {finding.name: finding for finding in diagnose(machine)}
    others = {other.name for other in found.values() if other.level != "ok"} - {name}
    assert not others, "the made-up machine has other problems"
    return found[name]


def test_aHealthyMachine(machine: Machine):
    assert [f for f in diagnose(machine) if f.level != "ok" or f.advice] == []


def test_thisMachineIsRead():
    machine = Machine()
    assert machine.env is os.environ
    assert machine.python == sys.version_info[:2]
    assert machine.cores >= 1
    found = {finding.name: finding for finding in diagnose(machine)}
    assert str(machine.release[0]) in found["PySpark"].seen
    assert found["loopback"].level == "ok"


class TestPySparkAndPython:
    @pytest.mark.parametrize(
        ("pyspark", "level"),
        [
            ("3.4.4", "error"),
            ("3.5.0", "ok"),
            ("4.0.1.dev0", "ok"),
            ("4.3.9", "ok"),
            ("4.10.0", "warning"),
            ("5.0.0", "warning"),
        ],
    )
    def test_versionOfPySpark(self, machine: Machine, pyspark: str, level: str):
        found = finding(dataclasses.replace(machine, pyspark=pyspark), "PySpark")
        assert found.level == level
        assert pyspark in found.seen
        assert ("3.5 to 4.3" in found.seen + found.advice) == (level != "ok")

    @pytest.mark.parametrize(
        ("pyspark", "python", "level"),
        [
            ("3.5.9", (3, 11), "ok"),
            ("4.3.0", (3, 14), "ok"),
            ("4.3.0", (3, 10), "error"),
            ("4.1.0", (3, 10), "ok"),
            ("4.1.0", (3, 9), "error"),
            ("4.3.0", (3, 15), "warning"),
            ("3.5.9", (3, 12), "warning"),
        ],
    )
    def test_versionOfPython(
        self, machine: Machine, pyspark: str, python: tuple[int, int], level: str
    ):
        workers = f"{python[0]}.{python[1]}\n"
        machine = dataclasses.replace(
            machine,
            pyspark=pyspark,
            python=python,
            output=lambda command: JAVA_17 if command[-1] == "-version" else workers,
        )
        found = finding(machine, "Python")
        assert found.level == level
        assert bool(found.advice) == (level != "ok")


class TestJava:
    @pytest.mark.parametrize(
        ("pyspark", "output", "level"),
        [
            ("3.5.9", 'java version "1.8.0_392"', "ok"),
            ("3.5.9", 'openjdk version "11.0.2" 2019-01-15', "ok"),
            ("3.5.9", JAVA_17, "ok"),
            ("3.5.9", 'openjdk version "21" 2023-09-19', "warning"),
            ("3.5.9", 'java version "1.7.0_80"', "error"),
            ("4.0.0", 'java version "1.8.0_392"', "error"),
            ("4.0.0", 'openjdk version "11.0.2" 2019-01-15', "error"),
            ("4.0.0", JAVA_17, "ok"),
            ("4.0.0", 'openjdk version "21" 2023-09-19', "ok"),
            ("4.0.0", 'openjdk version "25-ea" 2025-09-16', "warning"),
            ("4.3.0", 'Picked up JAVA_TOOL_OPTIONS: -Dx="1"\nopenjdk version "25.0.3"', "ok"),
            ("4.3.0", 'openjdk version "19.0.1"', "warning"),
            ("4.3.0", "The operation couldn't be completed. No Java Runtime.", "error"),
        ],
    )
    def test_version(self, machine: Machine, pyspark: str, output: str, level: str):
        def run(command: Sequence[str]) -> str:
            return output if command[-1] == "-version" else "3.11"

        found = finding(dataclasses.replace(machine, pyspark=pyspark, output=run), "Java")
        assert found.level == level
        assert ("apt install openjdk-17" in found.advice) == (level != "ok")

    def test_none(self, machine: Machine, tmp_path: Path):
        env = {"PATH": str(tmp_path)}
        assert javaProblem(env) == (
            "There is no Java: JAVA_HOME is not set, and no `java` is on the PATH."
        )
        told = explainJavaFailure(dataclasses.replace(machine, env=env))
        assert told.startswith("Spark's Java process did not start.\nThere is no Java: JAVA_HOME")
        for way in ("sudo apt install", "brew install", "winget install", "conda install"):
            assert way in told

    def test_javaHomeWithoutJava(self, machine: Machine, tmp_path: Path):
        gone = tmp_path / "gone"
        machine = withEnv(machine, JAVA_HOME=str(gone))
        assert javaProblem(machine.env) == (
            f"JAVA_HOME is set to {gone}, and there is no {gone / 'bin' / 'java'} that can be run."
        )
        found = finding(machine, "Java")
        assert found.level == "error"
        assert found.advice == (
            f"Use the one on the PATH, {tmp_path / 'bin' / 'java'}: unset JAVA_HOME"
        )
        nowhere = withEnv(machine, PATH=str(gone))
        assert "sudo apt install" in explainJavaFailure(nowhere)

    def test_javaHomeComesFirst(self, machine: Machine, tmp_path: Path):
        java = executable(tmp_path / "jdk" / "bin" / "java")
        machine = dataclasses.replace(
            withEnv(machine, JAVA_HOME=str(tmp_path / "jdk")),
            output=lambda command: {str(java): 'version "11.0.1"'}.get(command[0], "3.11"),
        )
        found = finding(machine, "Java")
        assert found.seen == f"PySpark 4.3.0 runs on Java 17 or 21 or 25; {java} is Java 11."

    def test_isThere(self, machine: Machine):
        assert javaProblem(machine.env) is None

    def test_theProblemIsFoundWithoutAProcess(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a process was started")

        monkeypatch.setattr(subprocess, "Popen", refuse)
        javaProblem()
        javaProblem({"JAVA_HOME": "/nowhere"})

    def test_failureOfAnotherCause(self, machine: Machine):
        assert explainJavaFailure(machine).splitlines()[1:] == [doctor._UNKNOWN]
        machine = withEnv(machine, PYSPARK_SUBMIT_ARGS="--master yarn")
        assert "does not end in `pyspark-shell`" in explainJavaFailure(machine)


class TestSparkHome:
    @staticmethod
    def installed(folder: Path, version: str) -> str:
        executable(folder / "bin" / "spark-submit")
        (folder / "jars").mkdir()
        (folder / "jars" / f"spark-core_2.13-{version}.jar").touch()
        return str(folder)

    @pytest.mark.parametrize(
        ("version", "level"), [("4.3.0", "ok"), ("4.3.1", "warning"), ("3.5.9", "error")]
    )
    def test_version(self, machine: Machine, tmp_path: Path, version: str, level: str):
        home = self.installed(tmp_path / "spark", version)
        found = finding(withEnv(machine, SPARK_HOME=home), "SPARK_HOME")
        assert found.level == level
        assert version in found.seen
        assert ("unset SPARK_HOME" in found.advice) == (level != "ok")
        assert (f"pip install pyspark=={version}" in found.advice) == (level != "ok")

    def test_withoutSpark(self, machine: Machine, tmp_path: Path):
        found = finding(withEnv(machine, SPARK_HOME=str(tmp_path)), "SPARK_HOME")
        assert found.level == "error"
        assert "no bin/spark-submit" in found.seen
        assert "unset SPARK_HOME" in found.advice

    def test_unknownVersion(self, machine: Machine, tmp_path: Path):
        executable(tmp_path / "bin" / "spark-submit")
        assert finding(withEnv(machine, SPARK_HOME=str(tmp_path)), "SPARK_HOME").level == "warning"


class TestSettings:
    @pytest.mark.parametrize(
        ("args", "level", "words"),
        [
            ("--conf spark.x=1 pyspark-shell", "ok", ""),
            ("--conf spark.x=1", "error", "does not end in `pyspark-shell`"),
            ("", "error", "does not end in `pyspark-shell`"),
            ("--conf 'spark.x=1 pyspark-shell", "error", "cannot be read: No closing quotation"),
            ("--master yarn pyspark-shell", "warning", "master applies to every program"),
            ("--master=yarn pyspark-shell", "warning", "master applies to every program"),
        ],
    )
    def test_submitArgs(self, machine: Machine, args: str, level: str, words: str):
        found = finding(withEnv(machine, PYSPARK_SUBMIT_ARGS=args), "PYSPARK_SUBMIT_ARGS")
        assert found.level == level
        assert words in found.seen
        assert ("unset PYSPARK_SUBMIT_ARGS" in found.advice) == (level != "ok")

    def test_submitArgsAreCompleted(self, machine: Machine):
        machine = withEnv(machine, PYSPARK_SUBMIT_ARGS="--conf spark.x=1")
        assert finding(machine, "PYSPARK_SUBMIT_ARGS").advice.endswith(
            "export PYSPARK_SUBMIT_ARGS='--conf spark.x=1 pyspark-shell'"
        )

    def test_workersOfAnotherVersion(self, machine: Machine, tmp_path: Path):
        other = executable(tmp_path / "bin" / "python3.12")
        machine = dataclasses.replace(
            withEnv(machine, PYSPARK_PYTHON="python3.12"),
            output=lambda command: {str(other): "3.12"}.get(command[0], JAVA_17),
        )
        found = finding(machine, "PYSPARK_PYTHON")
        assert found.level == "error"
        assert "is python3.12, Python 3.12; the driver is 3.11" in found.seen
        assert found.advice == "export PYSPARK_PYTHON=/venv/bin/python"

    def test_workersOfAnotherVersionMatterLessWhereNoneWasChosen(
        self, machine: Machine, tmp_path: Path
    ):
        other = executable(tmp_path / "bin" / "python3")
        machine = dataclasses.replace(
            machine, output=lambda command: {str(other): "3.12"}.get(command[0], JAVA_17)
        )
        found = finding(machine, "PYSPARK_PYTHON")
        assert found.level == "warning"
        assert "the workers run `python3`, Python 3.12; the driver is 3.11" in found.seen
        assert "On a local master sparkish runs them on the driver's own Python." in found.seen

    def test_workersPythonIsNotThere(self, machine: Machine):
        found = finding(withEnv(machine, PYSPARK_PYTHON="/gone/python"), "PYSPARK_PYTHON")
        assert (found.level, found.seen) == (
            "error",
            "PYSPARK_PYTHON is /gone/python, which is not there.",
        )

    def test_workersPythonDoesNotRun(self, machine: Machine, tmp_path: Path):
        broken = executable(tmp_path / "python")
        found = finding(withEnv(machine, PYSPARK_PYTHON=str(broken)), "PYSPARK_PYTHON")
        assert found.level == "error"
        assert found.seen.endswith("which does not run.")

    def test_driverPython(self, machine: Machine):
        found = finding(withEnv(machine, PYSPARK_DRIVER_PYTHON="jupyter"), "PYSPARK_DRIVER_PYTHON")
        assert found.level == "warning"
        assert "unset PYSPARK_DRIVER_PYTHON" in found.advice
        found = finding(withEnv(machine, PYSPARK_DRIVER_PYTHON="python9"), "PYSPARK_DRIVER_PYTHON")
        assert found.level == "error"
        found = finding(withEnv(machine, PYSPARK_DRIVER_PYTHON="python3"), "PYSPARK_DRIVER_PYTHON")
        assert found.level == "ok"

    @pytest.mark.parametrize(
        ("env", "listens", "level", "words"),
        [
            ({}, False, "error", "nothing listens"),
            ({}, True, "error", "PYSPARK_GATEWAY_SECRET is not set"),
            ({"PYSPARK_GATEWAY_SECRET": "x"}, True, "warning", "starts no JVM"),
        ],
    )
    def test_gateway(
        self, machine: Machine, env: dict[str, str], listens: bool, level: str, words: str
    ):
        machine = dataclasses.replace(machine, listens=lambda port: listens and port == 4040)
        found = finding(
            withEnv(machine, PYSPARK_GATEWAY_PORT="4040", **env), "PYSPARK_GATEWAY_PORT"
        )
        assert found.level == level
        assert words in found.seen
        assert "unset PYSPARK_GATEWAY_PORT" in found.advice

    def test_gatewayThatIsNoPort(self, machine: Machine):
        found = finding(withEnv(machine, PYSPARK_GATEWAY_PORT="99999"), "PYSPARK_GATEWAY_PORT")
        assert found.level == "error"


class TestNetwork:
    def test_hostNameWithoutAddress(self, machine: Machine):
        def resolve(name: str) -> str:
            raise socket.gaierror(-2, "Name or service not known")

        found = finding(dataclasses.replace(machine, resolve=resolve), "host name")
        assert found.level == "error"
        assert found.seen == (
            "The name of this machine, here, has no address (Name or service not known)."
        )
        assert "SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=localhost" in found.advice

    def test_addressOfAnotherNetwork(self, machine: Machine):
        machine = dataclasses.replace(
            machine,
            resolve=lambda name: {"here": "10.1.2.3"}.get(name, name),
            canBind=lambda address: address.startswith("127."),
        )
        found = finding(machine, "host name")
        assert found.level == "error"
        assert found.seen.startswith("here, 10.1.2.3: this machine does not have this address")
        assert finding(withEnv(machine, SPARK_LOCAL_IP="127.0.0.1"), "host name").level == "ok"
        assert finding(withEnv(machine, SPARK_LOCAL_IP="10.9.9.9"), "host name").level == "error"

    def test_loopback(self, machine: Machine):
        machine = dataclasses.replace(machine, canBind=lambda address: address != "127.0.0.1")
        assert finding(machine, "loopback").level == "error"

    def test_oneCore(self, machine: Machine):
        found = finding(dataclasses.replace(machine, cores=1), "cores")
        assert found.level == "warning"
        assert 'setMaster("local[2]")' in found.advice


class TestProbes:
    def test_output(self):
        assert doctor._output([sys.executable, "-c", "print('out')"]) == "out" + os.linesep
        assert doctor._output([sys.executable, "-c", "raise SystemExit(1)"]) is None
        assert doctor._output(["no-such-command-at-all"]) is None

    def test_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            assert doctor._listens(port)
        assert not doctor._listens(port)

    def test_canBind(self):
        assert doctor._canBind("127.0.0.1")
        assert not doctor._canBind("192.0.2.1")
