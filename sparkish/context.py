"""``SparkContext``: PySpark's class, plus Scala's constructors and names."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar, cast, overload

import pyspark
from py4j.java_gateway import JavaObject
from pyspark.accumulators import _start_update_server
from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import AutoBatchedSerializer
from pyspark.streaming import StreamingContext

from sparkish import log4j
from sparkish._context.masters import checkMaster, checkSubmittedMaster
from sparkish._context.names import ScalaContext
from sparkish._core import doctor
from sparkish._core.callsite import callSite
from sparkish._core.errors import IllegalStateError, JavaNotFoundError
from sparkish._core.naming import ours, withScalaMethods
from sparkish._core.sentences import sentence
from sparkish._core.switches import isOn
from sparkish._core.threads import deferringInterrupts, outsideCallbacks
from sparkish._core.typearguments import typeArguments
from sparkish._executor.javanumbers import JAVA_RELEASE, javaRelease
from sparkish._executor.parentheses import parentheses
from sparkish._executor.stages import WorkerSerializer
from sparkish._jvm import quiet
from sparkish._jvm.failures import javaErrors
from sparkish._notebook.printing import showWorkerOutput
from sparkish._rdd.base import RDD as ScalaRDD
from sparkish.accumulators import CollectionAccumulator, DoubleAccumulator, LongAccumulator
from sparkish.conf import SparkConf

__all__ = ["SparkContext"]

T = TypeVar("T")

#: YARN's masters of Spark 1, with the deploy mode that they meant.
_UNIX_SOCKETS = "spark.python.unix.domain.socket.enabled"
# The kernel's limit for a socket's path, minus the file name that PySpark adds to the folder.
_LONGEST_SOCKET_FOLDER = 100 - 44


class _ConfCopy(SparkConf):
    """The configuration that both ``sc.getConf`` and ``sc.getConf()`` return."""

    def __call__(self) -> SparkConf:
        """Return itself."""
        return self


@ours(pyspark.SparkContext)
@typeArguments("broadcast")
@parentheses
class SparkContext(ScalaContext):
    """The connection to a Spark cluster.

    Made from a :class:`SparkConf` as in Scala, or in any of PySpark's forms.

    Parameters
    ----------
    conf : SparkConf, optional
        The first argument, or the third after master and application name (Scala), or a keyword
        argument (PySpark).
    master, appName : str, optional
        The cluster's URL, for instance ``local[2]``, and the application's name.
    sparkHome : str, optional
        Where Spark is installed on the workers.
    jars : sequence of str, optional
        Jars for the executors (Scala). PySpark's fourth argument is ``pyFiles``: entries there that
        end in ``.jar`` count as jars.
    environment : dict, optional
        Environment variables for the executors.
    **kwargs
        The other arguments of PySpark's ``SparkContext``.

    Raises
    ------
    JavaNotFoundError
        If this PySpark finds no Java that it can run on.

    Notes
    -----
    Scala: ``new SparkContext(conf)``, ``(master, appName, conf)``,
    ``(master, appName, sparkHome, jars, environment)``.

    Python workers talk to the JVM through Unix-domain sockets if PySpark can (4.1 and later) and
    ``spark.python.unix.domain.socket.enabled`` is not set. This saves about 40 ms a task.

    Examples
    --------
    >>> from sparkish import SparkConf, SparkContext
    >>> conf = SparkConf().setMaster("local[2]").setAppName("example")
    >>> sc = SparkContext(conf)  # doctest: +SKIP
    """

    _site: str | None = None
    """The file and line that made this context."""
    _process: int | None = None
    """The process that made this context. A forked process must not stop it."""

    @overload
    def __init__(self, conf: pyspark.SparkConf, /) -> None: ...
    @overload
    def __init__(self, master: str, appName: str, conf: pyspark.SparkConf, /) -> None: ...
    @overload
    def __init__(
        self,
        master: str | None = ...,
        appName: str | None = ...,
        sparkHome: str | None = ...,
        pyFiles: Sequence[str] | None = ...,
        environment: Mapping[str, str] | None = ...,
        *args: Any,
        jars: Sequence[str] | None = ...,
        **kwargs: Any,
    ) -> None: ...
    def __init__(self, *args: Any, jars: Sequence[str] | None = None, **kwargs: Any) -> None:
        self._process = os.getpid()
        arguments = list(args)
        for place in (0, 2):
            if len(arguments) > place and isinstance(arguments[place], pyspark.SparkConf):
                kwargs["conf"] = arguments[place]
                arguments[place] = None
        if len(arguments) > 3 and arguments[3]:
            files = arguments[3]
            jars = [*(jars or ()), *(path for path in files if path.endswith(".jar"))]
            arguments[3] = [path for path in files if not path.endswith(".jar")]
        if jars:
            conf = SparkConf().setAll((kwargs.get("conf") or SparkConf()).getAll())
            kwargs["conf"] = conf.setJars(jars)
        if pyspark.SparkContext._gateway is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
            problem = doctor.javaProblem()
            if problem is not None:
                raise JavaNotFoundError(doctor.explainJavaFailure())
            if kwargs.get("conf") is not None:
                checkSubmittedMaster(kwargs["conf"].get("spark.master"))
        try:
            with deferringInterrupts():
                given = inspect.signature(super().__init__).bind(*arguments, **kwargs).arguments
                self._ensure_initialized(gateway=given.get("gateway"), conf=given.get("conf"))
            super().__init__(*arguments, **kwargs)
        except (PySparkRuntimeError, FileNotFoundError) as error:
            # A wrong SPARK_HOME raises FileNotFoundError.
            if "JAVA_GATEWAY_EXITED" in str(error) or "spark-submit" in str(error):
                raise JavaNotFoundError(doctor.explainJavaFailure()) from error
            raise
        except ValueError as error:
            if "multiple SparkContexts" not in str(error):
                raise
            raise ValueError(_oneAtATime()) from error
        self._site = str(callSite())
        if type(self.serializer) is AutoBatchedSerializer:
            switches = [isOn(self, name) for name in ("workers", "reuse", "archives")]
            self.serializer: Any = WorkerSerializer(self._unbatched_serializer, *switches)
        showWorkerOutput(self)
        if not self._conf.contains("spark.log.level"):
            quiet.quiet(self._jvm)
        self.environment.setdefault(JAVA_RELEASE, str(javaRelease()))
        if "PYSPARK_PYTHON" not in os.environ and (self.master or "").startswith("local"):
            # PySpark's default is the PATH's python3. In a virtual environment that is not
            # activated, that is a different Python.
            self.pythonExec = sys.executable

    def _initialize_context(self, jconf: JavaObject) -> JavaObject:
        # Here the JVM's conf is complete, spark-defaults.conf and --conf included.
        checkMaster(jconf.get("spark.master", ""))
        log4j.setWaiting()
        if jconf.get("spark.master", "").startswith("local"):
            # A local scheduler does not look again when the wait is over. Spark believes that the
            # blocks of a recovered log are on "localhost", so their batch would wait forever.
            jconf.setIfMissing("spark.locality.wait", "0")
        if _hasUnixSockets() and "PYSPARK_UDS_MODE" not in os.environ:
            jvm: Any = self._jvm
            folder = jvm.java.lang.System.getProperty("java.io.tmpdir")
            if len(folder) <= _LONGEST_SOCKET_FOLDER:
                jconf.setIfMissing(_UNIX_SOCKETS, "true")
        return super()._initialize_context(jconf)

    def setLogLevel(self, logLevel: str) -> None:
        """Set Spark's log level; from then on Spark also logs the failures of your functions.

        Parameters
        ----------
        logLevel : str
            ``ALL``, ``DEBUG``, ``ERROR``, ``FATAL``, ``INFO``, ``OFF``, ``TRACE`` or ``WARN``.

        Notes
        -----
        Scala: ``setLogLevel(logLevel)``. If you set no level, a function's failure appears once, in
        the error that is raised.
        """
        quiet.loud(self._jvm)
        super().setLogLevel(logLevel)

    def stop(self, exitCode: int = 0) -> None:
        """Stop the streams that run on this context, then the context and its executors.

        Parameters
        ----------
        exitCode : int
            The exit code for the cluster manager.

        Notes
        -----
        Scala: ``stop()``, ``stop(exitCode)``.

        In a stream's function or in a listener, another thread does the work and ``stop()`` returns
        at once. In a process that was forked from the context's process it does nothing.
        """
        if self._process in (None, os.getpid()):
            outsideCallbacks(lambda: self._stop(exitCode))

    def _stop(self, exitCode: int) -> None:
        # If the JVM has ended, PySpark's stop() below still cleans up.
        with suppress(IllegalStateError), javaErrors("stop()"):
            active: Any = StreamingContext.getActive()
            if active is not None and active._sc is self:
                active.stop(stopSparkContext=False)
        if exitCode and self._jsc is not None:
            self._scala.stop(exitCode)
        super().stop()

    @classmethod
    def getOrCreate(cls, conf: pyspark.SparkConf | None = None) -> SparkContext:
        """Return the active SparkContext, or make a new one.

        Parameters
        ----------
        conf : SparkConf, optional
            The configuration of a new context.

        Returns
        -------
        SparkContext
            The active context, which keeps its settings; or a new one.

        Notes
        -----
        Scala: ``SparkContext.getOrCreate(config)``.

        Examples
        --------
        >>> SparkContext.getOrCreate() is sc
        True
        """
        with pyspark.SparkContext._lock:
            active = pyspark.SparkContext._active_spark_context
            return (
                cast(SparkContext, withScalaMethods(active)) if active else cls(conf or SparkConf())
            )

    @property
    def getConf(self) -> _ConfCopy:
        """A copy of the context's configuration: ``sc.getConf()`` or, as in Scala, ``sc.getConf``.

        Notes
        -----
        Scala: ``SparkContext.getConf``.

        Examples
        --------
        >>> sc.getConf().getInt("spark.no.such.key", 7), sc.getConf.get("spark.app.name")
        (7, ...)
        """
        return _ConfCopy().setAll(super().getConf().getAll())

    def makeRDD(self, seq: Iterable[T], numSlices: int | None = None) -> ScalaRDD[T]:
        """Distribute a local collection as an RDD: Scala's other name for ``parallelize``.

        Parameters
        ----------
        seq : iterable
            The elements.
        numSlices : int, optional
            The number of partitions; by default the default parallelism.

        Returns
        -------
        RDD

        Notes
        -----
        Scala: ``SparkContext.makeRDD(seq, numSlices)``.

        Examples
        --------
        >>> sc.makeRDD([1, 2, 3], 2).getNumPartitions()
        2
        """
        return self.parallelize(seq, numSlices)

    def longAccumulator(self, name: str | None = None) -> LongAccumulator:
        """Return a new accumulator of whole numbers that starts at 0.

        Parameters
        ----------
        name : str, optional
            The name that its text shows.

        Returns
        -------
        LongAccumulator

        Notes
        -----
        Scala: ``SparkContext.longAccumulator``, ``longAccumulator(name)``.

        Examples
        --------
        >>> dropped = sc.longAccumulator("dropped")
        >>> sc.parallelize([1, 2, 3]).foreach(lambda n: dropped.add(n))
        >>> dropped.value, dropped.count, dropped.avg
        (6, 3, 2.0)
        """
        return LongAccumulator(name)

    def doubleAccumulator(self, name: str | None = None) -> DoubleAccumulator:
        """Return a new accumulator of floating-point numbers that starts at 0.

        Parameters
        ----------
        name : str, optional
            The name that its text shows.

        Returns
        -------
        DoubleAccumulator

        Notes
        -----
        Scala: ``SparkContext.doubleAccumulator``, ``doubleAccumulator(name)``.

        Examples
        --------
        >>> total = sc.doubleAccumulator()
        >>> sc.parallelize([0.5, 1.5]).foreach(total.add)
        >>> total.value
        2.0
        """
        return DoubleAccumulator(name)

    def collectionAccumulator(self, name: str | None = None) -> CollectionAccumulator[Any]:
        """Return a new accumulator that collects elements into a list.

        Parameters
        ----------
        name : str, optional
            The name that its text shows.

        Returns
        -------
        CollectionAccumulator

        Notes
        -----
        Scala: ``SparkContext.collectionAccumulator``, ``collectionAccumulator(name)``.

        Examples
        --------
        >>> seen = sc.collectionAccumulator("seen")
        >>> sc.parallelize(["a"]).foreach(lambda word: seen.add(word))
        >>> seen.value
        ['a']
        """
        return CollectionAccumulator(name)


def _oneAtATime() -> str:
    active: Any = pyspark.SparkContext._active_spark_context
    made = getattr(active, "_site", None)
    return sentence(
        "Cannot run multiple SparkContexts at once: there is one already, which was made by "
        f"{made or 'PySpark or the shell'}",
        None,
        "SparkContext.getOrCreate() to get that one, or sc.stop() before you make another",
    )


def _hasUnixSockets() -> bool:
    return (
        os.name == "posix"
        and "is_unix_domain_sock" in inspect.signature(_start_update_server).parameters
        and _othersAreKeptOut()
    )


def _othersAreKeptOut() -> bool:
    """Tell whether the umask keeps other users from writing to new files and sockets.

    PySpark asks for a secret when a program connects to a port, but not to a Unix-domain socket.
    """
    mask = os.umask(0o077)
    os.umask(mask)
    return bool(mask & 0o002)
