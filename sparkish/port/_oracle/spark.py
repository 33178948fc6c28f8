"""The installed PySpark: its Scala compiler, and drivers in Scala and in Python."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyspark

from sparkish.port._compiler.scalac import compiled, java

__all__ = ["CONF", "LOG4J", "ROOT", "SPARK_HOME", "compiled", "end", "java", "resolved", "start"]
__all__ += ["withoutSpark"]

HERE = Path(__file__).parent
#: Where the package, and beside it the evidence of a checkout, is imported from.
ROOT = HERE.parents[2]
SPARK_HOME = Path(pyspark.__file__).parent
LOG4J = HERE / "log4j2.properties"

#: Environment variables with options of the JVMs, which change no result.
_OPTIONS = ("SPARK_SUBMIT_OPTS", "SPARK_DAEMON_JAVA_OPTS")

CONF = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
}


def resolved(packages: str) -> list[Path]:
    """Return the jars of Maven coordinates, and of what they need, as Spark resolves them."""
    program = (
        "from pyspark import SparkConf, SparkContext\n"
        "sc = SparkContext(conf=SparkConf().setMaster('local').setAppName('packages'))\n"
        "print('jars:', sc.getConf().get('spark.jars', ''))"
    )
    environment = os.environ | {
        "PYSPARK_SUBMIT_ARGS": shlex.join(["--packages", packages, "pyspark-shell"])
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )
    found = [line for line in done.stdout.splitlines() if line.startswith("jars:")]
    if done.returncode or not found:
        raise RuntimeError(f"Spark has not found {packages}:\n{done.stderr}")
    urls = found[0].removeprefix("jars:").strip().split(",")
    return [Path(url.removeprefix("file:")) for url in urls if url]


def withoutSpark(*others: str) -> dict[str, str]:
    """Return the environment without the caller's own Spark, which may have no part in a run.

    The options of the JVMs stay; variables with one of the other prefixes go too.
    """
    prefixes = ("PYSPARK", "SPARK", *others)
    return {k: v for k, v in os.environ.items() if k in _OPTIONS or not k.startswith(prefixes)}


def start(
    main: list[str],
    jars: Sequence[Path],
    conf: dict[str, str],
    folder: Path,
    stdout: IO[bytes],
    log: IO[bytes],
) -> subprocess.Popen[bytes]:
    """Start a driver with the jars on its class path, in a session and with a folder of its own.

    ``main`` is a Python module or, with a first letter that is upper-case after the last dot, a
    Scala object, and its arguments.
    """
    properties = {"log4j2.configurationFile": LOG4J.as_uri(), "java.io.tmpdir": folder}
    options = " ".join(f"-D{name}={value}" for name, value in properties.items())
    path = os.pathsep.join(map(str, jars))
    submit = ["--driver-class-path", path, "--driver-java-options", options]
    for name, value in (CONF | conf).items():
        submit += ["--conf", f"{name}={value}"]
    environment = withoutSpark() | {
        "SPARK_HOME": str(SPARK_HOME),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": shlex.join([*submit, "pyspark-shell"]),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    name, *args = main
    if name.rpartition(".")[2][0].isupper():
        command = [str(SPARK_HOME / "bin" / "spark-submit"), *submit, "--class", name, str(jars[0])]
    else:
        command = [sys.executable, "-m", name]
    return subprocess.Popen(
        [*command, *args],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=log,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes], seconds: float = 15) -> None:
    """End the process and all of its session, the JVM of a Python driver included."""
    process.terminate()
    limit = time.monotonic() + seconds
    try:
        while time.monotonic() < limit:
            process.poll()
            os.killpg(process.pid, 0)
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # nothing is left
        pass
    process.wait()
