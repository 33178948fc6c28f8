"""Master, Workers and the drivers that are submitted to them, each in a separate session."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import venv
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from compat.cluster.processes import Process, endSession, kill, session, waitFor
from sparkish.port._oracle.spark import CONF, LOG4J, SPARK_HOME, withoutSpark

_EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend"
_DEPLOY = "org.apache.spark.deploy"


class ClusterError(RuntimeError):
    """A process of the cluster, or a driver, ended or does not answer."""


class Member:
    """A process with its log."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self.out = folder / f"{name}.out"
        with self.log.open("wb") as log, self.out.open("wb") as out:
            self.process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )

    def logged(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Wait for a line of the log."""

        def look() -> re.Match[str] | None:
            found = re.search(pattern, self.log.read_text(errors="replace"))
            if found is None and self.process.poll() is not None:
                raise ClusterError(f"{self.name} has ended:\n{self.tail()}")
            return found

        return waitFor(look, f"{pattern!r} in the log of {self.name}", seconds)

    def tail(self, lines: int = 40) -> str:
        """Return the end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def processes(self) -> list[Process]:
        """Return its running processes: itself and those that it started."""
        return session(self.process.pid)

    def kill(self) -> None:
        """Kill the process and all its children at once, as if its machine died."""
        kill(*self.processes())
        self.process.wait()
        waitFor(lambda: not self.processes(), f"the end of {self.name}")

    def end(self) -> None:
        """End the process and all its children."""
        endSession(self.process.pid)
        self.process.wait()


M = TypeVar("M", bound=Member)


class Submitted(Member):
    """A driver in client mode, inside the JVM of ``spark-submit``."""

    def wait(self, seconds: float) -> int:
        """Return the exit code; end the driver if it takes longer.

        Raises
        ------
        ClusterError
            If the driver takes longer.
        """
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
            raise ClusterError(f"{self.name} took over {seconds:g} s:\n{self.tail()}") from None


class Cluster:
    """A context manager with a Master and Workers, free ports and a temporary directory.

    Parameters
    ----------
    workers : int
        The number of workers.
    cores : int
        The cores of each worker, which need not exist: a receiver occupies one all the time.
    memory : str
        The memory of each executor.
    """

    def __init__(self, workers: int = 2, cores: int = 3, memory: str = "512m") -> None:
        self._count = workers
        self._cores = cores
        self._memory = memory
        self._stack = ExitStack()
        self._members: list[Member] = []
        self.workers: list[Member] = []

    def __enter__(self) -> Cluster:
        with ExitStack() as stack:
            # A killed executor may still write there while the directory is removed.
            made = tempfile.TemporaryDirectory(prefix="cluster-", ignore_cleanup_errors=True)
            self.folder = Path(stack.enter_context(made))
            stack.callback(self._end)
            self.barePython = self._makeBarePython()
            options = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
            master = self._start(Member, "master", [_DEPLOY + ".master.Master", *options])
            self.url = master.logged(r"Starting Spark master at (spark://\S+)")[1]
            for _ in range(self._count):
                self._startWorker()
            for worker in self.workers:
                worker.logged("Successfully registered with master")
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def addWorker(self) -> None:
        """Start one more worker, to replace a killed one for instance."""
        self.workers = [worker for worker in self.workers if worker.process.poll() is None]
        self._startWorker().logged("Successfully registered with master")

    def submit(
        self,
        program: Path,
        *args: str,
        conf: Mapping[str, str] | None = None,
        driverPython: str,
        executorPython: str | None = None,
        pyFiles: Sequence[Path] = (),
        pythonPath: str = "",
    ) -> Submitted:
        """Submit a Python program in client mode, as ``spark-submit`` does.

        Parameters
        ----------
        driverPython, executorPython : str
            The interpreters; for the executors, the cluster's :attr:`barePython` if not given.
        pythonPath : str
            The driver's module path; the executors never get it.
        """
        settings = CONF | {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": self._memory,
            "spark.executor.memory": self._memory,
            "spark.pyspark.driver.python": driverPython,
            "spark.pyspark.python": executorPython or self.barePython,
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOG4J.as_uri()}",
            "spark.executor.extraJavaOptions": os.environ.get("SPARK_SUBMIT_OPTS", ""),
        }
        command = ["--master", self.url, "--deploy-mode", "client"]
        for name, value in (settings | dict(conf or {})).items():
            command += ["--conf", f"{name}={value}"]
        if pyFiles:
            command += ["--py-files", ",".join(map(str, pyFiles))]
        environment = {"PYTHONPATH": pythonPath, "PYTHONUNBUFFERED": "1"}
        name = f"driver{len(self._members)}"
        return self._start(Submitted, name, [*command, str(program), *args], environment)

    def executors(self) -> dict[str, Process]:
        """Return the running executors by Spark's id; only one application may run at a time."""
        return {
            process.command[process.command.index("--executor-id") + 1]: process
            for process in self._running()
            if _EXECUTOR in process.command
        }

    def pythonWorkers(self) -> list[Process]:
        """Return the executors' Python processes: the workers, and the daemons that fork them."""
        return [process for process in self._running() if "pyspark.daemon" in process.command]

    def workerOf(self, executor: Process) -> Member:
        """Return the worker that runs an executor."""
        return next(worker for worker in self.workers if executor in worker.processes())

    def waitUntilIdle(self) -> None:
        """Wait until the executors of the last application have gone."""
        waitFor(lambda: not self.executors(), "the end of the executors")

    def _running(self) -> list[Process]:
        return [process for worker in self.workers for process in worker.processes()]

    def _startWorker(self) -> Member:
        name = f"worker{len(self._members)}"
        options = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", str(self._cores)]
        options += ["--memory", "2g", "--work-dir", str(self.folder / "work"), self.url]
        worker = self._start(Member, name, [_DEPLOY + ".worker.Worker", *options])
        self.workers.append(worker)
        return worker

    def _start(
        self,
        kind: type[M],
        name: str,
        args: list[str],
        environment: Mapping[str, str] | None = None,
    ) -> M:
        script = "spark-submit" if kind is Submitted else "spark-class"
        # The caller's Python modules must not influence the cluster either.
        clean = withoutSpark("PYTHON") | {
            "SPARK_HOME": str(SPARK_HOME),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(self.folder),
            "SPARK_DAEMON_MEMORY": "256m",
        }
        command = [str(SPARK_HOME / "bin" / script), *args]
        member = kind(name, command, clean | dict(environment or {}), self.folder)
        self._members.append(member)
        return member

    def _makeBarePython(self) -> str:
        """Return an interpreter without any package, also without PySpark and sparkish.

        Spark sends PySpark to the executors. So a job fails if it needs anything else there.
        """
        folder = self.folder / "bare"
        venv.create(folder, with_pip=False, symlinks=os.name == "posix")
        return str(folder / "bin" / "python")

    def _end(self) -> None:
        # Drivers first: executors that lose their driver end by themselves.
        for member in reversed(self._members):
            member.end()
