"""How a StreamingContext is made and recovered. The public signatures are in the facade."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pyspark
from py4j.java_gateway import JavaObject
from pyspark.sql import SparkSession
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext
from pyspark.streaming.util import TransformFunction

from sparkish._core.duration import Duration, DurationLike, Milliseconds, toDuration
from sparkish._core.errors import IllegalStateError
from sparkish._core.forms import Forms
from sparkish._core.sentences import sentence
from sparkish._executor import units
from sparkish._executor.results import noResult, placed
from sparkish._jvm.conversions import javaDuration, javaField, jvmStreams
from sparkish._jvm.failures import javaErrors
from sparkish._jvm.filestreams import ignoringMissingFiles
from sparkish._jvm.hadoop import Settings, configured
from sparkish._rdd.base import withScalaMethods
from sparkish.conf import SparkConf
from sparkish.context import SparkContext
from sparkish.streaming._engine.callbacks import rddMaker
from sparkish.streaming._engine.checkpoints import (
    Receivers,
    checkpointSerializer,
    checkRead,
    inOldCheckpoint,
)

if TYPE_CHECKING:
    from sparkish._core.protocols import Context

_BATCH_DURATION = "spark.sparkish.batchDuration"
#: What to write for the address of a server, and a host and a port in one.
_ADDRESS = '("localhost", 9999): the host without http:// or a port, and then the port'
_WITH_PORT = re.compile(r"[^:]+:\d+")


#: Functions that are called with each context that was made from a checkpoint. A module whose
#: objects are in checkpoints adds its function here: reading the checkpoint imports the module.
recoverers: list[Callable[[Any], None]] = []


class ContextParts(NamedTuple):
    """The parts that a StreamingContext is made from."""

    sparkContext: pyspark.SparkContext
    jssc: JavaObject
    madeSparkContext: bool = False
    receivers: Receivers = {}  # noqa: RUF012


_forms: Forms[ContextParts] = Forms("StreamingContext")


def make(*args: Any, **kwargs: Any) -> ContextParts:
    """Return the parts that a constructor's arguments describe.

    Raises
    ------
    TypeError
        If the arguments match no call form.
    IllegalStateError
        On Spark Connect, which has no DStreams.
    """
    for value in (*args, *kwargs.values()):
        if type(value).__module__.startswith("pyspark.sql.connect"):
            raise IllegalStateError(
                "Spark Connect has no DStreams: they need a driver of their own. Make a "
                'SparkContext(SparkConf().setMaster("local[2]").setAppName("name")) in a process '
                "that has no Spark Connect session, without SPARK_REMOTE set."
            )
        if isinstance(value, SparkSession):
            raise TypeError(
                "StreamingContext takes a SparkContext: write spark.sparkContext, not spark."
            )
    return _forms(*args, **kwargs)


@_forms.form(sparkContext=pyspark.SparkContext)
def _ofSparkContext(
    sparkContext: pyspark.SparkContext,
    batchDuration: DurationLike | None = None,
    jssc: JavaObject | None = None,
) -> ContextParts:
    return ContextParts(
        withScalaMethods(sparkContext),
        jssc or _jssc(sparkContext, _batchDuration(sparkContext, batchDuration)),
    )


@_forms.form(conf=pyspark.SparkConf)
def _ofConf(conf: pyspark.SparkConf, batchDuration: DurationLike) -> ContextParts:
    duration = positive(batchDuration, "batchDuration")
    return _withNew(duration, lambda: SparkContext(conf))


@_forms.form(master=str, appName=str)
def _ofMaster(
    master: str,
    appName: str,
    batchDuration: DurationLike,
    sparkHome: str | None = None,
    jars: Sequence[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> ContextParts:
    duration = positive(batchDuration, "batchDuration")
    return _withNew(
        duration,
        lambda: SparkContext(master, appName, sparkHome, environment=environment, jars=jars),
    )


@_forms.form(path=str, sparkContext=(pyspark.SparkContext, type(None)))
def _ofCheckpoint(path: str, sparkContext: pyspark.SparkContext | None = None) -> ContextParts:
    return _fromCheckpoint(path, recovered(path, sparkContext))


@_forms.form(path=str, hadoopConf=Mapping)
def _ofCheckpointWithHadoopConf(path: str, hadoopConf: Settings) -> ContextParts:
    return _fromCheckpoint(path, recovered(path, hadoopConf=hadoopConf))


def _fromCheckpoint(path: str, made: ContextParts | None) -> ContextParts:
    if made is None:
        raise IllegalStateError(
            f"There is no checkpoint in {path!r} to make the context from. "
            "StreamingContext.getOrCreate(path, setupFunc) makes a new one where there is none."
        )
    return made


class Creation(NamedTuple):
    """How to get a context: from a checkpoint or, if there is none, from a function."""

    setupFunc: Callable[[], PySparkStreamingContext]
    checkpointPath: str | None = None
    hadoopConf: Settings | None = None
    createOnError: bool = False

    def recovered(self) -> ContextParts | None:
        """Return the context's parts in the checkpoint, or None if there is no checkpoint."""
        if self.checkpointPath is None:
            return None
        return recovered(self.checkpointPath, None, self.hadoopConf, self.createOnError)

    def new(self) -> PySparkStreamingContext:
        """Return the context that the function makes, with the checkpoint directory set."""
        ssc = self.setupFunc()
        if not isinstance(ssc, PySparkStreamingContext):
            if ssc is None:
                raise noResult("getOrCreate", self.setupFunc, "the StreamingContext")
            raise TypeError(
                "getOrCreate's function must return the StreamingContext; this one, "
                f"{placed(self.setupFunc)}, has returned {ssc!r}."
            )
        if self.checkpointPath is not None:
            ssc.checkpoint(self.checkpointPath)
        return ssc


_CREATING = {"creatingFunc": "setupFunc"}
getOrCreate: Forms[Creation] = Forms("getOrCreate", _CREATING)
getActiveOrCreate: Forms[Creation] = Forms("getActiveOrCreate", _CREATING)
_mapping = (Mapping, type(None))


@getOrCreate.form(checkpointPath=str, setupFunc=callable, hadoopConf=_mapping, createOnError=bool)
@getActiveOrCreate.form(
    checkpointPath=(str, type(None)), setupFunc=callable, hadoopConf=_mapping, createOnError=bool
)
def _creationWithCheckpoint(
    checkpointPath: str | None,
    setupFunc: Callable[[], PySparkStreamingContext],
    hadoopConf: Settings | None = None,
    createOnError: bool = False,
) -> Creation:
    return Creation(setupFunc, checkpointPath, hadoopConf, createOnError)


@getActiveOrCreate.form(setupFunc=callable)
def _creationWithout(setupFunc: Callable[[], PySparkStreamingContext]) -> Creation:
    return Creation(setupFunc)


def _initialize() -> None:
    """Do what PySpark does before its first context, but use our serializer for checkpoints."""
    PySparkStreamingContext._ensure_initialized()
    serializer: Any = PySparkStreamingContext._transformerSerializer
    serializer.serializer = checkpointSerializer


def _jsc(sparkContext: pyspark.SparkContext) -> Any:
    if sparkContext._jsc is None:
        raise IllegalStateError("This SparkContext was stopped: make a new one.")
    return sparkContext._jsc


def _jssc(sparkContext: pyspark.SparkContext, duration: Duration) -> JavaObject:
    jsc = _jsc(sparkContext)
    _initialize()
    jvm: Any = sparkContext._jvm
    with javaErrors("StreamingContext"):
        return jvm.JavaStreamingContext(jsc, javaDuration(jvm, duration))


def _withNew(duration: Duration, make: Callable[[], SparkContext]) -> ContextParts:
    sparkContext = make()
    try:
        return ContextParts(sparkContext, _jssc(sparkContext, duration), True)
    except BaseException:
        sparkContext.stop()
        raise


def _batchDuration(sparkContext: pyspark.SparkContext, given: DurationLike | None) -> Duration:
    if given is not None:
        return positive(given, "batchDuration")
    text = sparkContext.getConf().get(_BATCH_DURATION)
    if text is None:
        raise TypeError(
            "StreamingContext(sc) takes the batch duration from the configuration, and "
            f"{_BATCH_DURATION} is not set there. Write StreamingContext(sc, Seconds(10)), or "
            f"submit the job with --conf {_BATCH_DURATION}=10s."
        )
    return positive(Milliseconds(units.parseTime(text, "s")), _BATCH_DURATION)


def positive(value: DurationLike, what: str) -> Duration:
    """Return a duration that is greater than zero.

    Raises
    ------
    ValueError
        If it is not greater than zero.
    """
    duration = toDuration(value, what)
    if duration.milliseconds <= 0:
        raise ValueError(f"{what} must be greater than zero, not {duration}.")
    return duration


def multiple(value: DurationLike, name: str, slide: Duration) -> Duration:
    """Return a duration that is a multiple of a stream's slide duration.

    Raises
    ------
    ValueError
        If it is not; the message has the next one.
    """
    duration = toDuration(value, name)
    if duration.milliseconds <= 0 or not duration.isMultipleOf(slide):
        fits = slide * max(1, -(-duration.milliseconds // slide.milliseconds))
        raise ValueError(
            sentence(
                f"{name} must be a multiple of the slide (batch) duration of the stream, {slide}; "
                f"got {duration}",
                None,
                f"Milliseconds({fits.milliseconds}) for instance",
            )
        )
    return duration


def jduration(duration: Duration) -> JavaObject:
    """Return the JVM's duration."""
    return javaDuration(pyspark.SparkContext._jvm, duration)


def jlevel(sparkContext: Any, level: pyspark.StorageLevel) -> JavaObject:
    """Return the JVM's storage level.

    Raises
    ------
    TypeError
        If it is not a storage level.
    """
    return sparkContext._getJavaStorageLevel(checkLevel(level))


def checkLevel(level: pyspark.StorageLevel) -> pyspark.StorageLevel:
    """Return a storage level; refuse any other value, as :func:`jlevel` does."""
    if not isinstance(level, pyspark.StorageLevel):
        raise TypeError(
            f"storageLevel must be a StorageLevel, such as StorageLevel.MEMORY_AND_DISK_SER_2, not "
            f"{level!r}."
        )
    return level


def checkAddress(hostname: str, port: int) -> None:
    """Refuse what is not the address of a server.

    Raises
    ------
    TypeError, ValueError
        If the host is not a name, or the port not a whole number from 1 to 65535.
    """
    if not isinstance(hostname, str):
        raise TypeError(
            sentence(f"hostname must be a name or an IP address, not {hostname!r}", None, _ADDRESS)
        )
    if "/" in hostname or _WITH_PORT.fullmatch(hostname):
        raise ValueError(
            sentence(
                f"hostname must be a name or an IP address alone, not {hostname!r}", None, _ADDRESS
            )
        )
    if isinstance(port, bool) or not isinstance(port, int):
        raise TypeError(f"port must be a whole number from 1 to 65535, not {port!r}.")
    if not 0 < port < 65536:
        raise ValueError(f"port must be a whole number from 1 to 65535, not {port}.")


def recovered(
    path: str,
    sparkContext: pyspark.SparkContext | None = None,
    hadoopConf: Settings | None = None,
    createOnError: bool = False,
) -> ContextParts | None:
    """Return the context's parts in a checkpoint, or None if there is no checkpoint.

    Parameters
    ----------
    path : str
        The checkpoint directory.
    sparkContext : SparkContext, optional
        The SparkContext to use. Otherwise the active one or, if there is none, a new one with the
        checkpoint's configuration.
    hadoopConf : mapping, optional
        Hadoop settings to read the checkpoint with, in addition to Spark's own.
    createOnError : bool
        Whether a checkpoint that cannot be read counts as no checkpoint.
    """
    _initialize()
    gateway: Any = pyspark.SparkContext._gateway
    jvm = gateway.jvm
    spark = jvm.org.apache.spark
    active = withScalaMethods(sparkContext or pyspark.SparkContext._active_spark_context)
    jsc: Any = None if active is None else _jsc(active)
    # The callbacks of the checkpoint find the SparkContext through the serializer.
    serializer: Any = PySparkStreamingContext._transformerSerializer
    checkpointSerializer.found = checkpointSerializer.unread = None
    with javaErrors(f"The checkpoint in {path!r} cannot be read"):
        default = spark.deploy.SparkHadoopUtil.get().conf()
        base = jsc.hadoopConfiguration() if sparkContext and jsc else default
        jconf = configured(jvm, base, hadoopConf or {})
        checkpoint = spark.streaming.CheckpointReader.read(
            path, spark.SparkConf(), jconf, createOnError
        )
    if checkpoint.isEmpty() or (createOnError and checkpointSerializer.unread):
        return None
    checkRead(path, jvm)
    receivers = checkpointSerializer.found or inOldCheckpoint(checkpoint.get())
    with javaErrors(f"The context in {path!r} cannot be made"):
        # Spark would make the same SparkContext, too late for the setting of the files.
        jvmContext = (
            jsc.sc() if jsc else spark.SparkContext.getOrCreate(checkpoint.get().createSparkConf())
        )
        with ignoringMissingFiles(jvmContext):
            ssc = spark.streaming.StreamingContext(jvmContext, checkpoint.get(), None)
    _mendWindows(ssc)
    jssc = jvm.JavaStreamingContext(ssc)
    made = False
    if active is None:
        jsc = jssc.sparkContext()
        active = SparkContext(conf=SparkConf(_jconf=jsc.getConf()), gateway=gateway, jsc=jsc)
        made = True
    serializer.ctx = active
    return ContextParts(active, jssc, made, receivers)


def _mendWindows(ssc: JavaObject) -> None:
    """Give recovered windows their inverse function again.

    PySpark's stream looks for it in a field that no checkpoint holds. Without it, the stream would
    reduce the whole window again, from batches that no longer exist.
    """
    for stream in jvmStreams(ssc.graph()):
        if stream.getClass().getSimpleName() == "PythonReducedWindowedDStream":
            (_, inverse), (field, value) = (
                javaField(stream, name) for name in ("invReduceFunc", "pinvReduceFunc")
            )
            if value is None:
                field.set(stream, inverse.pfunc())


def jtransformed(
    ssc: Context, streams: list[PySparkDStream[Any]], func: Callable[..., Any]
) -> JavaObject:
    """Return the JVM's stream that a function makes from several streams."""
    call = rddMaker("transform", func, ofContext=True)
    serializers = [stream._jrdd_deserializer for stream in streams]
    callback = TransformFunction(
        ssc._sc, lambda time, *rdds: call(time, tuple(map(withScalaMethods, rdds))), *serializers
    )
    jvm: Any = ssc._jvm
    return ssc._jssc.transform(
        [stream._jdstream for stream in streams], jvm.TransformFunction(callback)
    )
