"""Functions without a result, and failed batches: reported at once, with the user's line."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sparkish import Partitioner, SparkContext
from sparkish._executor.results import placed, returnsNothing
from sparkish._jvm.failures import BatchFailedError
from sparkish.streaming import Milliseconds, StateSpec, StreamingContext
from sparkish.testing import assertStream

HERE = os.path.basename(__file__)


def forgetful() -> Callable[..., Any]:
    """Return a function without return: not of this module, which workers do not find."""

    def nothing(*args: Any) -> Any:
        len(args)

    return nothing


nothing = forgetful()


def sometimes(*args: Any) -> Any:
    if args:
        return args[0]
    return None


def endless(part: Iterable[Any]) -> Iterator[Any]:
    yield from part


class Callee:
    def __call__(self, key: Any) -> None:
        len(str(key))

    def method(self, key: Any) -> Any:
        return key


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (nothing, True),
        (Callee(), True),
        (lambda key: None, True),
        (sometimes, False),
        (endless, False),
        (Callee().method, False),
        (lambda key: key, False),
        (lambda key: 1, False),
        (lambda key: nothing(key), False),
        (len, False),
    ],
)
def test_what_can_return_nothing_is_known(function: Callable[..., Any], expected: bool) -> None:
    assert returnsNothing(function) is expected


def test_a_function_is_told_by_its_line() -> None:
    assert re.fullmatch(rf".*nothing at .*{HERE}:\d+", placed(nothing))
    assert placed(len) == "len"


def nowhere() -> Partitioner:
    class Nowhere(Partitioner):
        numPartitions = 2

        def getPartition(self, key: Any) -> Any:
            len(str(key))

    return Nowhere()


def test_a_checked_partitioner_stays_itself() -> None:
    from sparkish.partitioner import checkedPartition

    one = nowhere()
    assert one.getPartition == one.getPartition
    with pytest.raises(TypeError, match=rf"Nowhere\.getPartition at .*{HERE}:\d+, has returned"):
        one.getPartition("a")
    checked = checkedPartition(nothing)
    assert checkedPartition(nothing) is checked
    assert checkedPartition(checked) is checked


#: The operation on a stream of pairs, and the operation's name in the error.
FORGETFUL: dict[str, tuple[Callable[[Any], Any], str]] = {
    "transform": (lambda pairs: pairs.transform(nothing), "transform"),
    "transformWith": (lambda pairs: pairs.transformWith(nothing, pairs), "transformWith"),
    "keepSerializer": (lambda pairs: pairs.transformWith(nothing, pairs, True), "transformWith"),
    "ssc.transform": (lambda pairs: pairs.context().transform([pairs], nothing), "transform"),
    "folded": (lambda pairs: pairs.map(str).transform(nothing).map(str).count(), "transform"),
    "flatMap": (lambda pairs: pairs.flatMap(nothing), "flatMap"),
    "flatMapValues": (lambda pairs: pairs.flatMapValues(nothing), "flatMapValues"),
    "mapPartitions": (lambda pairs: pairs.mapPartitions(nothing), "mapPartitions"),
    "indexed": (lambda pairs: pairs.mapPartitionsWithIndex(nothing), "mapPartitionsWithIndex"),
    "partitionBy": (lambda pairs: pairs.partitionBy(2, nothing), "partitionBy"),
}


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_a_missing_return_is_told(sc: SparkContext) -> None:
    """With a sentence that names the function and its line, and without hanging."""
    told = {}
    for name, (operation, _) in FORGETFUL.items():
        ssc = StreamingContext(sc, Milliseconds(300))
        operation(ssc.queueStream([[("a", 1)]])).foreachRDD(lambda rdd: rdd.collect())
        with pytest.raises(BatchFailedError) as error:
            ssc.runFor(batches=3)
        told[name] = str(error.value).splitlines()[0]
    for name, (_, operation) in FORGETFUL.items():
        pattern = (
            rf"TypeError: {operation}'s function must return an? .*, .*nothing at .*{HERE}:\d+"
        )
        assert re.match(pattern, told[name]), told[name]
        assert "has returned None (is a return missing?), in " in told[name]


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_a_missing_return_of_what_is_shuffled_or_kept_is_told(
    sc: SparkContext, tmp_path: Path
) -> None:
    def states(pairs: Any) -> Any:
        with pytest.warns(UserWarning, match="updateStateByKey's function, .*, returns nothing"):
            return pairs.updateStateByKey(lambda keys: None, 2, True)

    kept = {
        "Partitioner": lambda pairs: pairs.reduceByKey(max, nowhere()),
        "updateStateByKey": states,
    }
    for name, operation in kept.items():
        ssc = StreamingContext(sc, Milliseconds(300))
        ssc.checkpoint(str(tmp_path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            operation(ssc.queueStream([[("a", 1)]])).foreachRDD(lambda rdd: rdd.collect())
            with pytest.raises(BatchFailedError, match=rf"^TypeError: {name}'s function must "):
                ssc.runFor(batches=3)


@pytest.mark.spark
def test_where_none_means_something_a_function_without_return_is_warned_of(
    ssc: StreamingContext, tmp_path: Path
) -> None:
    ssc.checkpoint(str(tmp_path))
    pairs: Any = ssc.queueStream([[("a", 1)]])
    with pytest.warns(UserWarning, match="nothing at .*: no key ever has a state") as told:
        pairs.updateStateByKey(nothing)
    assert os.path.basename(told[0].filename) == HERE
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        pairs.updateStateByKey(lambda new, old: sum(new))
        mapped = pairs.mapWithState(StateSpec.function(lambda key, value, state: None))
        mapped.stateSnapshots().print()
        pairs.foreachRDD(nothing)
    with pytest.warns(UserWarning, match="only None is in the mapped stream"):
        mapped.print()


@pytest.mark.spark
def test_a_context_that_is_not_returned_is_told(sc: SparkContext, tmp_path: Path) -> None:
    def forgets() -> Any:
        StreamingContext(sc, Milliseconds(300))

    pattern = rf"must return the StreamingContext; this one, .*forgets at .*{HERE}:\d+"
    with pytest.raises(TypeError, match=pattern):
        StreamingContext.getOrCreate(str(tmp_path / "none"), forgets)
    with pytest.raises(TypeError, match=pattern):
        StreamingContext.getActiveOrCreate(forgets)
    with pytest.raises(TypeError, match="has returned 7"):
        StreamingContext.getOrCreate(str(tmp_path / "none"), lambda: 7)  # type: ignore[arg-type]


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_a_workers_end_is_raised_with_the_users_line(sc: SparkContext) -> None:
    """On every path, also with the log off, as the fixture has it."""

    def crash(x: Any) -> Any:
        os._exit(3)

    def module(x: Any) -> Any:
        import no_such_module  # type: ignore[import-not-found]

        return no_such_module

    def awaiting(ssc: StreamingContext) -> None:
        ssc.start()
        ssc.awaitTermination()

    def polling(ssc: StreamingContext) -> None:
        ssc.start()
        while not ssc.awaitTerminationOrTimeout(0.1):
            pass

    def running(ssc: StreamingContext) -> None:
        ssc.runFor(batches=100)

    outputs: list[Callable[[Any], None]] = [
        lambda stream: stream.map(crash).print(),
        lambda stream: stream.map(crash).count().pprint(),
        lambda stream: stream.map(crash).foreachRDD(lambda rdd: rdd.count()),
        lambda stream: stream.transform(lambda rdd: rdd.map(crash)).print(),
        lambda stream: stream.map(module).print(),
    ]
    for place, output in enumerate(outputs):
        for wait in (awaiting, polling, running)[place % 3 :][:1]:
            ssc = StreamingContext(sc, Milliseconds(300))
            output(ssc.queueStream([[1], [2]]))
            try:
                with pytest.raises(BatchFailedError) as error:
                    wait(ssc)
            finally:
                ssc.stop(stopSparkContext=False)
            first = str(error.value).splitlines()[0]
            assert ("no_such_module" if place == 4 else "crashed") in first, first
            assert re.search(rf", in .* at .*{HERE}:\d+", first), first


@pytest.mark.spark
def test_assertstream_raises_what_fails_before_there_is_a_job(sc: SparkContext) -> None:
    with pytest.raises(BatchFailedError, match="transform's function must return an RDD"):
        assertStream(sc, [[1]], lambda numbers: numbers.transform(nothing), [[1]], timeout=300)
