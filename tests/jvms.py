"""Makes the JVMs of the tests start fast: a test session starts a hundred and more.

A JVM that lives for seconds spends most of them with loading Spark's classes and compiling them. So
these JVMs load the classes from an archive (Java's class data sharing), which takes a quarter of
the CPU time, and compile them less well. The archive stays in the checkout's ``.cache``. It is made
by ``python tests/jvms.py FILE`` while the first tests run, which need no JVM.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyspark

_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# An archive that does not fit, or that is not there yet, is not used; and nothing is printed.
_SILENT = "-Xlog:disable -Xlog:all=error:stderr"
# How long the archive may take, in s.
_LIMIT = 180


def archive(folder: Path) -> Path:
    """Return the archive's file for this Java and this PySpark."""
    home = os.environ.get("JAVA_HOME")
    java = os.path.realpath(Path(home, "bin", "java") if home else shutil.which("java") or "")
    jars = Path(pyspark.__file__).parent / "jars"
    facts = f"{java} {jars} {jars.stat().st_mtime_ns}"
    return folder / f"{hashlib.sha256(facts.encode()).hexdigest()[:16]}.jsa"


def useArchive(file: Path) -> None:
    """Set the options of the JVMs that this process and its children start from now on."""
    options = f"{_QUICK} {_SILENT} -XX:SharedArchiveFile={file}"
    # Of drivers, and of a cluster's masters and workers.
    os.environ["SPARK_SUBMIT_OPTS"] = os.environ["SPARK_DAEMON_JAVA_OPTS"] = options


def startMaking(file: Path) -> subprocess.Popen[bytes]:
    """Make the archive in a new process."""
    file.parent.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, __file__, str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finish(making: subprocess.Popen[bytes]) -> None:
    """Wait for the archive, so that no process stays behind."""
    try:
        making.wait(_LIMIT)
    except subprocess.TimeoutExpired:
        making.kill()


def make(file: Path) -> None:
    """Run a program, and write the archive of the classes that its JVM has loaded."""
    written = file.with_suffix(f".{os.getpid()}")
    os.environ["SPARK_SUBMIT_OPTS"] = f"{_QUICK} {_SILENT} -XX:ArchiveClassesAtExit={written}"
    from sparkish import SparkConf, SparkContext
    from sparkish.streaming import Milliseconds, StreamingContext

    conf = SparkConf().setMaster("local[2]").setAppName("classes")
    conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
    conf.set("spark.ui.port", "0").set("spark.ui.showConsoleProgress", "false")
    sc = SparkContext(conf=conf)
    sc.setLogLevel("OFF")
    ssc = StreamingContext(sc, Milliseconds(200))
    pairs = ssc.queueStream([sc.parallelize([("a", 1), ("b", 2)], 2)] * 3)
    pairs.reduceByKey(lambda a, b: a + b).foreachRDD(lambda rdd: rdd.collect())
    pairs.count().foreachRDD(lambda rdd: rdd.collect())
    ssc.runFor(batches=3)
    ssc.stop(stopSparkContext=False)
    jvm = sc._gateway.proc  # type: ignore[attr-defined]
    sc.stop()
    # The JVM ends with its standard input.
    jvm.stdin.close()
    jvm.wait(_LIMIT)
    written.replace(file)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
