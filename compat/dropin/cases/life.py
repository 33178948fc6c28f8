"""A context's life cycle, its listeners and failures, and the values that a job makes."""

from __future__ import annotations

import io
import pickle
from contextlib import redirect_stdout
from typing import Any

from compat.dropin.cases.outputs import running
from compat.dropin.cases.registry import BATCH, Difference, Names, runs, until


def _noop(ssc: Any) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)


def _raised(function: Any) -> list[str]:
    """Return the names of the classes by which an ``except`` may catch the exception."""
    try:
        function()
    except Exception as error:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        caught = ("Py4JJavaError", "Py4JError", "ValueError", "TypeError", "AssertionError")
        return [kind for kind in kinds if kind in caught] or kinds[:1]
    return []


@runs()
def durations(m: Names) -> Any:
    made = [m.StreamingContext(m.sc, 1), m.StreamingContext(m.sc, batchDuration=0.5)]
    made += [m.StreamingContext(sparkContext=m.sc, batchDuration=2)]
    lengths = [ssc._jssc.ssc().graph().batchDuration().milliseconds() for ssc in made]
    for ssc in made:
        ssc.stop(stopSparkContext=False)
    return lengths


@runs()
def madeFromTheJVMsContext(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, BATCH)
    seen: list[Any] = []
    again = m.StreamingContext(m.sc, None, ssc._jssc)
    named = m.StreamingContext(m.sc, jssc=ssc._jssc)
    named.queueStream([[1], [2]]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    again.start()
    until(lambda: len(seen) >= 2, "two batches")
    again.stop(False)
    return [seen, again.sparkContext is m.sc]


@runs()
def activeOrCreated(m: Names) -> Any:
    made: list[Any] = []

    def create() -> Any:
        made.append(m.StreamingContext(m.sc, BATCH))
        _noop(made[-1])
        return made[-1]

    cls = m.StreamingContext
    seen: list[Any] = [cls.getActive()]
    first = cls.getActiveOrCreate(None, create)
    seen += [first is made[0], cls.getActive()]
    first.start()
    seen += [cls.getActive() is first, cls.getActiveOrCreate(None, create) is first, len(made)]
    first.stop(stopSparkContext=False)
    second = cls.getActiveOrCreate(checkpointPath=str(m.folder()), setupFunc=create)
    seen += [cls.getActive(), second is made[1], len(made)]
    second.stop(stopSparkContext=False)
    seen.append(_raised(lambda: cls.getActiveOrCreate(None, "no function")))
    return seen


@runs()
def stopped(m: Names) -> Any:
    with running(m, _noop) as ssc:
        seen: list[Any] = [ssc.awaitTerminationOrTimeout(0.05), ssc.awaitTermination(timeout=0.05)]
        seen += [ssc.awaitTermination(1) is None, ssc.stop(stopSparkContext=False)]
        seen += [ssc.stop(False), ssc.stop(stopSparkContext=False, stopGraceFully=True)]
        seen += [ssc.awaitTerminationOrTimeout(timeout=10), ssc.awaitTermination()]
    return [*seen, m.sc._jsc is not None]


@runs()
def stoppedBeforeItsStart(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, BATCH)
    _noop(ssc)
    ssc.stop(False)
    return [bool(_raised(ssc.start)), m.StreamingContext.getActive()]


@runs()
def stoppedGracefully(m: Names) -> Any:
    seen: list[Any] = []

    def declare(ssc: Any) -> None:
        ssc.queueStream([[n] for n in range(40)]).foreachRDD(lambda rdd: seen.append(rdd.collect()))

    with running(m, declare) as ssc:
        until(lambda: len(seen) >= 2, "two batches")
        ssc.stop(stopSparkContext=False, stopGraceFully=True)
        done = len(seen)
        return [seen[:2], len(seen) == done, seen == [[n] for n in range(done)]]


@runs()
def failingFunctions(m: Names) -> Any:
    def inTheDriver(rdd: Any) -> Any:
        raise ValueError("in the driver")

    def onAnExecutor(element: Any) -> Any:
        raise KeyError("on an executor")

    def outputs(ssc: Any) -> list[Any]:
        numbers = ssc.queueStream([[1]])
        return [
            lambda: numbers.foreachRDD(inTheDriver),
            lambda: numbers.transform(inTheDriver).pprint(),
            lambda: numbers.map(onAnExecutor).foreachRDD(lambda rdd: rdd.count()),
            lambda: numbers.map(onAnExecutor).pprint(),
        ]

    seen = []
    for place in range(4):

        def declare(ssc: Any, place: int = place) -> None:
            outputs(ssc)[place]()

        with running(m, declare) as ssc:
            try:
                ssc.awaitTerminationOrTimeout(60)
            except Exception as error:
                trace = str(error)
                words = ("ValueError: in the driver", "KeyError: 'on an executor'", "Traceback")
                seen.append([_raisedBy(error), [word for word in words if word in trace]])
    return seen


def _raisedBy(error: Exception) -> list[str]:
    def again() -> None:
        raise error

    return _raised(again)


@runs()
def failuresEndAwaitTermination(m: Names) -> Any:
    def declare(ssc: Any) -> None:
        ssc.queueStream([[0]]).map(lambda n: 1 // n).pprint()

    with running(m, declare) as ssc:
        return _raised(ssc.awaitTermination)


@runs()
def refusals(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, 1)
    numbers = ssc.queueStream([[1]])
    refused = [
        _raised(lambda: numbers.window(1.5)),
        _raised(lambda: numbers.window(2, 0.3)),
        _raised(lambda: numbers.reduceByKeyAndWindow(max, None, 1.1)),
        _raised(lambda: numbers.countByWindow(2, 0.5)),
        _raised(lambda: numbers.union(numbers.window(2, 2))),
        _raised(lambda: ssc.union()),
        _raised(lambda: ssc.union(numbers, numbers.window(2, 2))),
    ]
    ssc.stop(stopSparkContext=False)
    return refused


@runs(
    Difference(
        "start() without an output operation is refused before the JVM's context is spoiled",
        pyspark=[["Py4JJavaError", "Py4JError"], False],
        sparkish=[["IllegalStateError"], True],
    )
)
def startedWithoutOutputs(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, BATCH)
    numbers = ssc.queueStream([[1]])
    refused = _raised(ssc.start)
    numbers.foreachRDD(lambda rdd: None) if refused == ["IllegalStateError"] else None
    mended = not _raised(ssc.start)
    ssc.stop(stopSparkContext=False)
    return [refused, mended]


@runs()
def listeners(m: Names) -> Any:
    class Listener(m.StreamingListener):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.events: list[str] = []
            self.records: list[Any] = []

        def onStreamingStarted(self, streamingStarted: Any) -> None:
            self.events.append(f"started {streamingStarted.time() > 0}")

        def onBatchSubmitted(self, batchSubmitted: Any) -> None:
            info = batchSubmitted.batchInfo()
            self.events.append(f"submitted {info.processingDelay()} {info.schedulingDelay()}")

        def onBatchStarted(self, batchStarted: Any) -> None:
            info = batchStarted.batchInfo()
            self.events.append(f"started {info.processingStartTime() > 0}")

        def onOutputOperationStarted(self, outputOperationStarted: Any) -> None:
            info = outputOperationStarted.outputOperationInfo()
            self.events.append(f"output {info.id()} {info.duration()} {info.failureReason()}")

        def onOutputOperationCompleted(self, outputOperationCompleted: Any) -> None:
            info = outputOperationCompleted.outputOperationInfo()
            self.events.append(f"output done {info.id()} {info.duration() >= 0}")

        def onBatchCompleted(self, batchCompleted: Any) -> None:
            info = batchCompleted.batchInfo()
            self.events.append(f"completed {info.numRecords()} {info.totalDelay() >= 0}")
            self.records.append(info.outputOperationInfos().size())

    listener = Listener()

    def declare(ssc: Any) -> None:
        _noop(ssc)
        ssc.addStreamingListener(streamingListener=listener)

    with running(m, declare):
        until(lambda: len(listener.records) >= 2, "two batches complete")
    # Later batches are submitted at any time, so only the events before that are compared.
    first = listener.events.index("completed 0 True") + 1
    return [listener.events[:first], listener.records[:2]]


@runs()
def checkpointDirectory(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, BATCH)
    seen = [ssc._jssc.ssc().isCheckpointingEnabled(), ssc.checkpoint(directory=str(m.folder()))]
    seen.append(ssc._jssc.ssc().isCheckpointingEnabled())
    ssc.stop(stopSparkContext=False)
    return seen


@runs()
def settings(m: Names) -> Any:
    conf = m.SparkConf(loadDefaults=False).setAppName("a").setMaster("local").set("k", "v")
    conf.setExecutorEnv("A", "1").setExecutorEnv(pairs=[("B", "2")])
    conf.setExecutorEnv(None, None, [("C", "3")]).setAll([("x", "1")]).setIfMissing("x", "2")
    running = m.SparkContext.getOrCreate()
    return [
        sorted(conf.getAll()),
        [conf.get("k"), conf.get("no", "d"), conf.get("no"), conf.contains("x")],
        [running is m.sc, m.sc.getConf().get("spark.app.name"), m.sc.appName, m.sc.master],
        [m.sc.defaultParallelism, m.sc.parallelize(range(4), 2).glom().collect()],
        _raised(lambda: m.SparkContext("local", "second")),
    ]


@runs()
def storageLevels(m: Names) -> Any:
    level = m.StorageLevel
    names = [name for name in dir(m.module("storagelevel").StorageLevel) if name.isupper()]
    plain = [name for name in names if "_SER" not in name]
    made = level(True, True, False, False, 2)
    return [
        {name: [str(getattr(level, name)), repr(getattr(level, name))] for name in plain},
        [made == level.MEMORY_AND_DISK_2, made.useDisk, made.replication, str(made)],
        [pickle.loads(pickle.dumps(made)) == made, level(True, False, False, False) == made],
        [level(useDisk=True, useMemory=False, useOffHeap=False, deserialized=False).replication],
        str(m.sc.parallelize([1]).persist(level.DISK_ONLY).getStorageLevel()),
    ]


@runs()
def kinesisWithoutItsJar(m: Names) -> Any:
    """PySpark's package has no Kinesis jar, so both sides fail at the same call."""
    kinesis = m.module("streaming.kinesis")
    latest, level = kinesis.InitialPositionInStream.LATEST, m.StorageLevel.MEMORY_ONLY
    ssc = m.StreamingContext(m.sc, BATCH)
    arguments = ("app", "stream", "https://localhost", "region", latest, 2)
    out = io.StringIO()
    with redirect_stdout(out):
        raised = _raised(
            lambda: kinesis.KinesisUtils.createStream(ssc, *arguments, storageLevel=level)
        )
    ssc.stop(stopSparkContext=False)
    return [raised, "streaming-kinesis-asl" in out.getvalue()]


@runs()
def importedNames(m: Names) -> Any:
    """Names that a job may import from modules that do not define them."""
    wanted = {
        "context": ["SparkContext", "SparkConf", "RDD", "SparkFiles"],
        "streaming.context": ["StreamingContext", "SparkContext", "StreamingListener"],
        "streaming.dstream": ["DStream", "TransformedDStream", "rddToFileName", "portable_hash"],
        "streaming.util": ["TransformFunction", "rddToFileName"],
        "accumulators": ["Accumulator", "AccumulatorParam", "INT_ACCUMULATOR_PARAM"],
        "storagelevel": ["StorageLevel"],
        "rdd": ["RDD", "PipelinedRDD", "portable_hash"],
    }
    kinds = {}
    for module, names in wanted.items():
        for name in names:
            kinds[f"{module}.{name}"] = type(getattr(m.module(module), name)).__name__
    rddToFileName = m.module("streaming.dstream").rddToFileName
    return [kinds, rddToFileName("prefix", "txt", 12345), rddToFileName("prefix", None, 12345)]
