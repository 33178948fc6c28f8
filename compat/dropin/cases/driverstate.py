"""Functions that read variables of the driver: they see the values when the batch is generated.

The cases set the clock, and each batch is done before the next begins. So nothing depends on speed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from types import SimpleNamespace
from typing import Any

from compat.dropin.cases.registry import Names, runs, until

CLOCK = "spark.streaming.clock"
#: The cases set it, as a job sets its own global variables.
last = 0


def stepped(m: Names, declare: Callable[[Any, Any], list[Any]], batches: int = 3) -> Any:
    """Run the output operations that a function declares, and return the list that they fill.

    The function takes a context and a stream of the numbers 1, 2, 3, ..., and returns the list.
    """
    conf = m.sc._jsc.sc().conf()
    conf.set(CLOCK, "org.apache.spark.util.ManualClock")
    ssc = m.StreamingContext(m.sc, 1)
    try:
        numbers = [m.sc.parallelize([n], 1) for n in range(1, batches + 1)]
        seen = declare(ssc, ssc.queueStream(numbers))
        ssc.start()
        inner = ssc._jssc.ssc()
        for batch in range(1, batches + 1):
            inner.scheduler().clock().advance(1000)
            done = inner.progressListener().numTotalCompletedBatches
            until(lambda done=done, batch=batch: done() >= batch, "the batch")
        return seen
    finally:
        ssc.stop(stopSparkContext=False)
        conf.remove(CLOCK)


def gathered(stream: Any, seen: list[Any]) -> None:
    stream.foreachRDD(lambda rdd: seen.append(sorted(rdd.collect())))


@runs()
def dictionaryOfAnEarlierOutput(m: Names) -> Any:
    state, seen = {"last": 0}, []

    def train(rdd: Any) -> None:
        state["last"] = rdd.first()

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(train)
        gathered(numbers.map(lambda x: (x, state["last"])), seen)
        gathered(numbers.filter(lambda x: x != state["last"]), seen)
        gathered(numbers.flatMap(lambda x: [x] * state["last"]), seen)
        gathered(numbers.mapPartitions(lambda part: [(x, state["last"]) for x in part]), seen)
        return seen

    return stepped(m, declare)


@runs()
def variablesThatAreSetAnew(m: Names) -> Any:
    seen: list[Any] = []

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        near, later = 0, str

        def train(rdd: Any) -> None:
            nonlocal near, later
            globals()["last"] = near = rdd.first()
            later = repr

        globals()["last"] = 0
        numbers.foreachRDD(train)
        gathered(numbers.map(lambda x: (x, last, near, later("text"))), seen)
        return seen

    return stepped(m, declare)


@runs()
def attributesOfObjectsAndClasses(m: Names) -> Any:
    seen: list[Any] = []

    class Model:
        known = 0

        def __init__(self) -> None:
            self.weight = 0

        def predict(self, x: int) -> Any:
            return x, self.weight, self.known

        def __call__(self, x: int) -> Any:
            return self.predict(x)

    model, box = Model(), SimpleNamespace(n=0)

    def train(rdd: Any) -> None:
        model.weight = box.n = rdd.first()
        Model.known = model.weight

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(train)
        gathered(numbers.map(model.predict), seen)
        gathered(numbers.map(model), seen)
        gathered(numbers.map(lambda x, box=box: (x, box.n)), seen)
        gathered(numbers.map(lambda x: (x, Model.known)), seen)
        return seen

    return stepped(m, declare)


@runs()
def stateBehindAShuffle(m: Names) -> Any:
    state, seen = {"n": 0}, []

    def train(rdd: Any) -> None:
        state["n"] += 10

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(train)
        pairs = numbers.flatMap(lambda x: [(0, x), (0, x)])
        summed = pairs.reduceByKey(lambda a, b: a + b + state["n"])
        gathered(summed, seen)
        gathered(summed.mapValues(lambda n: (n, state["n"])), seen)
        gathered(pairs.combineByKey(lambda v: v + state["n"], max, max), seen)
        gathered(pairs.groupByKey().mapValues(lambda vs: [*vs, state["n"]]), seen)
        gathered(numbers.reduce(lambda a, b: state["n"]), seen)
        gathered(numbers.countByValue().map(lambda p: (p, state["n"])), seen)
        gathered(numbers.repartition(1).map(lambda x: (x, state["n"])), seen)
        return seen

    return stepped(m, declare)


@runs()
def stateThroughTransformAndWindow(m: Names) -> Any:
    state, seen = {"n": 0}, []

    def train(rdd: Any) -> None:
        state["n"] += 1

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(train)
        gathered(numbers.transform(lambda rdd: rdd.map(lambda x: (x, state["n"]))), seen)
        marked = numbers.map(lambda x: (x, state["n"]))
        gathered(marked.window(2, 1), seen)
        gathered(marked.window(2, 1).map(lambda x: (x, state["n"])), seen)
        gathered(marked.union(marked), seen)
        gathered(marked.cache().map(lambda x: (x, state["n"])), seen)
        return seen

    return stepped(m, declare)


@runs()
def howOftenTransformCallsItsFunction(m: Names) -> Any:
    calls, seen = {"shared": 0, "cached": 0}, []

    def counting(name: str) -> Any:
        def each(rdd: Any) -> Any:
            calls[name] += 1
            return rdd

        return each

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        for stream in (
            numbers.transform(counting("shared")),
            numbers.transform(counting("cached")).cache(),
        ):
            gathered(stream, seen)
            gathered(stream.map(lambda x: -x), seen)
            gathered(stream.filter(bool), seen)
        return seen

    return [stepped(m, declare), calls]


@runs()
def severalActionsOfOneOutput(m: Names) -> Any:
    state, seen = {"n": 0}, []

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        marked = numbers.map(lambda x: (x, state["n"]))

        def each(rdd: Any) -> None:
            for _ in range(2):
                seen.append(rdd.collect())
                state["n"] += 1
            seen.append(rdd.map(lambda x: (x, state["n"])).collect())

        marked.foreachRDD(each)
        return seen

    return stepped(m, declare)


@runs()
def stateOfWhatIsPrinted(m: Names) -> Any:
    state, out = {"n": 0}, io.StringIO()

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(lambda rdd: state.update(n=rdd.first()))
        numbers.map(lambda x: f"element {x}, state {state['n']}").pprint()
        return []

    with redirect_stdout(out):
        stepped(m, declare)
    return [line for line in out.getvalue().splitlines() if line.startswith("element")]


@runs()
def broadcastVariablesAndAccumulators(m: Names) -> Any:
    seen: list[Any] = []
    shared = {"names": m.sc.broadcast({})}
    added = m.sc.accumulator(0)

    def mark(x: int) -> Any:
        added.add(x)
        return x, shared["names"].value.get(x)

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        def publish(rdd: Any) -> None:
            n = rdd.first()
            shared["names"] = m.sc.broadcast({n: "this", n + 1: "the next"})

        numbers.foreachRDD(publish)
        gathered(numbers.map(mark), seen)
        numbers.map(mark).foreachRDD(lambda rdd: seen.append([rdd.count(), rdd.count()]))
        return seen

    return [stepped(m, declare), added.value]


@runs()
def largeFunctionsAreBroadcast(m: Names) -> Any:
    table, seen = {"rows": list(range(600_000))}, []

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        numbers.foreachRDD(lambda rdd: table["rows"].append(-rdd.first()))
        gathered(numbers.map(lambda x: (x, len(table["rows"]), table["rows"][-1])), seen)
        return seen

    return stepped(m, declare)


@runs()
def linearModel(m: Names) -> Any:
    regression, linalg = m.module("mllib.regression"), m.module("mllib.linalg")
    seen: list[Any] = []

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        points = numbers.map(lambda x: regression.LabeledPoint(2.0 * x, [float(x), 1.0]))
        model = regression.StreamingLinearRegressionWithSGD(stepSize=0.1, numIterations=5)
        model.setInitialWeights([0.0, 0.0])
        model.trainOn(points)
        gathered(model.predictOn(points.map(lambda point: point.features)).map(_short), seen)
        pairs = points.map(lambda point: (point.label, linalg.Vectors.dense(point.features)))
        gathered(model.predictOnValues(pairs).mapValues(_short), seen)
        return seen

    return stepped(m, declare)


@runs()
def clusters(m: Names) -> Any:
    kmeans = m.module("mllib.clustering").StreamingKMeans(k=2, decayFactor=1.0)
    seen: list[Any] = []

    def declare(ssc: Any, numbers: Any) -> list[Any]:
        points = numbers.flatMap(lambda x: [[float(x)], [100.0 * x]])
        model = kmeans.setInitialCenters([[50.0], [51.0]], [1.0, 1.0])
        model.trainOn(points)
        gathered(model.predictOn(points), seen)
        gathered(model.predictOnValues(points.map(lambda point: (point[0], point))), seen)
        return seen

    return stepped(m, declare)


def _short(value: Any) -> str:
    return f"{float(value):.6f}"
