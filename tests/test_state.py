"""State that is kept from batch to batch."""

from __future__ import annotations

import math
import pickle
import random
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark import cloudpickle

from sparkish import HashPartitioner, Option, Some, SparkContext
from sparkish._executor import statebuckets
from sparkish._jvm.failures import BatchFailedError
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext, Time
from sparkish.streaming.dstream import MapWithStateDStream

# The workers cannot import a test module.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def total(key: Any, value: Any, state: Any) -> Any:
    if state.isTimingOut():
        return key, "over", state.get()
    state.update(state.getOption().getOrElse(0) + value.get())
    return key, state.get()


def ran(ssc: StreamingContext, batches: int, **streams: Any) -> dict[str, list[Any]]:
    """Run for some batches, and return each stream's elements in each batch, sorted."""
    seen: dict[str, list[Any]] = {name: [] for name in streams}
    for name, stream in streams.items():
        stream.foreachRDD(lambda rdd, name=name: seen[name].append(sorted(rdd.collect())))
    ssc.runFor(batches, timeout=Seconds(120))
    return seen


# Without a JVM.


@pytest.fixture(autouse=True)
def hashSeed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the hash seed that PySpark sets for its workers."""
    monkeypatch.setenv("PYTHONHASHSEED", "0")


def updated(record: Any, data: Any, **options: Any) -> tuple[Any, list[Any]]:
    """Run a batch of a partition, and return its next record and its elements."""
    options = {"milliseconds": 1000, "idleSince": None, "scan": False, "initially": 0, **options}
    run = statebuckets.mapping(total, (State, Option, Time), False, **options)
    last = [] if record is None else [record, pickle.dumps([])]
    following, elements = run([*last, *data])
    return following, pickle.loads(elements)


def held(record: Any) -> dict[Any, Any]:
    return dict(statebuckets.snapshot([record, b""]))


def test_states_survive_any_number_of_batches_and_keys() -> None:
    generator = random.Random(1)
    expected: dict[Any, int] = {}
    record = None
    for keys in (1, 50, 5000, 20000, 3, 20000):
        data = [(generator.randrange(keys), generator.randrange(9)) for _ in range(keys)]
        record, mapped = updated(record, data)
        for key, value in data:
            expected[key] = expected.get(key, 0) + value
        assert len(mapped) == len(data)
        assert held(record) == expected
        assert record[1] == len(expected)


def test_a_batch_opens_only_the_buckets_of_its_keys() -> None:
    record, _ = updated(None, [(key, 1) for key in range(20000)])
    buckets = statebuckets.Buckets(record)
    assert len(buckets) >= 20000 / 32
    states, _ = buckets[buckets.number(7)]
    assert states[7] == 1
    assert len(states) < 100
    assert len(buckets._opened) == 1
    largest = max(record[2])
    assert largest < 20 * sum(record[2]) / len(record[2])


@pytest.mark.parametrize(("size", "least", "most"), [(1, 32, 128), (300, 8, 16), (9000, 8, 32)])
def test_a_bucket_of_large_states_has_fewer_keys(size: int, least: int, most: int) -> None:
    states = [(key, bytes([key % 256]) * size) for key in range(5000)]
    record, _ = statebuckets.initialRecord(states)
    keys = 5000 / len(statebuckets.Buckets(record))
    assert least <= keys <= most
    assert held(record) == dict(states)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["a", "b", 1, True, 1.0, 0, ("c", 2)]), st.integers()))
    ),
    st.lists(st.tuples(st.sampled_from(["a", 1.0, "z"]), st.integers()), unique_by=lambda p: p[0]),
)
def test_grouped_values_reach_the_state_as_single_ones_do(
    partitions: list[list[tuple[Any, int]]], initial: list[tuple[Any, int]]
) -> None:
    def keep(keys: Any) -> Any:
        return ((key, (values, last)) for key, values, last in keys)

    def states(isGrouped: bool) -> list[Any]:
        chosen = statebuckets.grouped if isGrouped else iter
        data = [pair for pairs in partitions for pair in chosen(pairs)]
        before = statebuckets.initialRecordInOrder(initial)
        record, *_ = statebuckets.updating(keep, isGrouped)([*before, *data])
        return [(type(key), key, held) for key, held in held(record).items()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statebuckets, "_PAIRS_AT_ONCE", 3)
        patch.setattr(statebuckets, "_STEPS_IN_A_GROUP", 1)
        assert states(True) == states(False)


def test_a_group_holds_no_more_than_some_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statebuckets, "_PAIRS_AT_ONCE", 3)
    given = [("a", 1), ("b", 2), ("a", 3), ("a", 4)]
    assert list(statebuckets.grouped(given)) == [("a", [1, 3, 4]), ("b", [2])]
    memory = iter([100, 100 + statebuckets._MB_IN_A_GROUP, 200, 200])
    monkeypatch.setattr(statebuckets, "get_used_memory", lambda: next(memory))
    pairs = iter(given)
    groups = statebuckets.grouped(pairs)
    assert next(groups) == ("a", [1, 3])
    assert next(pairs) == ("a", 4)
    assert list(groups) == [("b", [2])]


def test_each_nan_is_a_key_of_its_own() -> None:
    pairs = [(math.nan, 1), ("a", 2), (math.nan, 3)]
    assert [values for _, values in statebuckets.grouped(pairs)] == [[1], [3], [2]]
    record, _ = updated(None, [(math.nan, 1)], milliseconds=50_000, idleSince=1)
    for _ in range(3):
        record, _ = updated(record, [], milliseconds=60_000, idleSince=40_000, scan=True)
    # Its time is found again, though no NaN is equal to another one.
    assert len(held(record)) == 1
    record, _ = updated(record, [], milliseconds=99_000, idleSince=60_000, scan=True)
    assert len(held(record)) == 0


@pytest.mark.parametrize("times", [(), (0,), (5000,)])
def test_records_of_earlier_versions_are_read(times: tuple[int, ...]) -> None:
    # Each state was in a tuple, with its time after it.
    pieces = [pickle.dumps({key: (str(key), *times)}) for key in range(64)]
    buckets = statebuckets.Buckets(None)
    placed = {buckets.number(key): pieces[key] for key in range(64)}
    lengths = array("Q", [len(placed.get(n, b"")) for n in range(64)])
    whole = b"".join(placed.get(n, b"") for n in range(64))
    count = sum(length > 0 for length in lengths)
    record = ["sparkish: state", count, lengths, whole, b""]
    states = held(record)
    assert len(states) == count
    assert all(state == str(key) for key, state in states.items())
    key = next(iter(states))
    # The state of one key is removed, which opens one bucket, and the others are as they were.
    run = statebuckets.mapping(
        lambda key, value, state: state.remove(), (State, Option, Time), False, 6000, 1, True, 500
    )
    following, _ = run([record, pickle.dumps([]), (key, 1)])
    assert held(following) == {other: state for other, state in states.items() if other != key}
    # Those without a time are as old as the first batch.
    idle = updated(following, [], idleSince=1000, scan=True, initially=500)
    assert len(held(idle[0])) == (count - 1 if times == (5000,) else 0)


def test_an_emptied_bucket_takes_no_room() -> None:
    def remove(key: Any, value: Any, state: Any) -> None:
        state.remove() if state.exists() else state.update(value.get())

    run = statebuckets.mapping(remove, (State, Option, Time), False, 1000, None, False, 0)
    full, _ = run([(key, key) for key in range(100)])
    empty, elements = run([full, b"", *((key, key) for key in range(100))])
    assert empty[1] == 0
    assert empty[2] == array("Q", [0]) * len(empty[2])
    assert pickle.loads(elements) == [None] * 100


def test_idle_states_go_when_they_are_looked_for() -> None:
    record, _ = updated(None, [("a", 1), ("b", 2)], idleSince=0, milliseconds=1000)
    record, _ = updated(record, [("a", 1)], idleSince=500, milliseconds=2000)
    unscanned, mapped = updated(record, [], idleSince=1500, milliseconds=3000)
    assert (held(unscanned), mapped) == ({"a": 2, "b": 2}, [])
    scanned, mapped = updated(record, [], idleSince=1500, milliseconds=3000, scan=True)
    assert (held(scanned), mapped) == ({"a": 2}, [("b", "over", 2)])


def test_initial_states_are_as_old_as_the_first_batch() -> None:
    record, _ = statebuckets.initialRecord([("a", 1)])
    for idleSince, left in ((5000, {"a": 1}), (5001, {})):
        after, _ = updated(record, [], idleSince=idleSince, scan=True, initially=5000)
        assert held(after) == left


def test_a_state() -> None:
    state: State[int] = State()
    assert not state.exists()
    assert state.getOption() == Option.empty()
    assert str(state) == "<state not set>"
    with pytest.raises(ValueError, match="State is not set"):
        state.get()
    state.update(3)
    assert (state.exists(), state.get(), state.getOption(), str(state)) == (True, 3, Some(3), "3")
    state.remove()
    assert not state.exists()
    for call in (state.remove, lambda: state.update(1)):
        with pytest.raises(ValueError, match="after it has been removed"):
            call()
    state._wrap((5,), isTimingOut=True)
    assert state.isTimingOut()
    for call in (state.remove, lambda: state.update(1)):
        with pytest.raises(ValueError, match="that is timing out"):
            call()


def test_an_option() -> None:
    some, none = Some(3), Option.empty()
    for option, defined in ((some, True), (Some(0), True), (none, False)):
        assert (option.isDefined, option.nonEmpty, not option.isEmpty) == (defined,) * 3
        assert bool(option) is defined
    for actual, expected in [
        (some.get(), 3),
        ((some.getOrElse(0), none.getOrElse(0), none.getOrElse(lambda: 7)), (3, 0, 7)),
        ((list(some), list(none), some.toList(), none.toList()), ([3], [], [3], [])),
        ((some.map(str), none.map(str)), (Some("3"), none)),
        ((some.flatMap(lambda n: none), some.flatMap(Some)), (none, some)),
        ((some.filter(lambda n: n > 3), some.filter(lambda n: n == 3)), (none, some)),
        ((some.fold("", str), none.fold("", str)), ("3", "")),
        ((some.orElse(none), none.orElse(some)), (some, some)),
        ((some.orNull(), none.orNull()), (3, None)),
        ((some.contains(3), none.contains(3)), (True, False)),
        ((none.forall(bool), none.exists(bool), some.exists(bool)), (True, False, True)),
    ]:
        assert actual == expected
    assert (str(some), str(none), repr(Some("a"))) == ("Some(3)", "None", "Some('a')")
    assert Option(None) == none
    assert Some(None) != none
    assert {some: 1}[Some(3)] == 1
    with pytest.raises(ValueError, match="getOrElse"):
        none.get()
    for option in (some, none, Some(None)):
        assert pickle.loads(pickle.dumps(option)) == option
        assert type(cloudpickle.loads(cloudpickle.dumps(option))) is Option


@pytest.mark.parametrize("function", [lambda: 0, lambda a, b: 0, lambda a, b, c, d, e: 0])
def test_a_function_of_another_arity_is_refused(function: Any) -> None:
    with pytest.raises(TypeError, match=r"\(key, value, state\) or \(time, key, value, state\)"):
        StateSpec.function(function)


def test_a_specification_of_nonsense_is_refused() -> None:
    spec = StateSpec.function(total)
    for call, error in [
        (lambda: StateSpec.function(3), TypeError),
        (lambda: spec.timeout(0), ValueError),
        (lambda: spec.timeout("1"), TypeError),
        (lambda: spec.numPartitions(0), ValueError),
        (lambda: spec.partitioner(3), TypeError),
    ]:
        with pytest.raises(error):
            call()


# With Spark.


@pytest.mark.spark
def test_map_with_state(ssc: StreamingContext, tmp_path: Path) -> None:
    ssc.checkpoint(str(tmp_path))
    pairs = ssc.queueStream([[("a", 1), ("b", 2), ("a", 3)], [("b", 1)], [], [("c", 1)]])
    spec = StateSpec.function(total).initialState([("a", 100), ("z", 1)]).timeout(Seconds(1))
    mapped = pairs.mapWithState(spec)
    assert isinstance(mapped, MapWithStateDStream)
    seen = ran(ssc, 10, mapped=mapped, states=mapped.stateSnapshots())
    kept = [("a", 104), ("b", 3), ("c", 1), ("z", 1)]
    assert seen["states"][:4] == [
        [("a", 104), ("b", 2), ("z", 1)], [("a", 104), ("b", 3), ("z", 1)],
        [("a", 104), ("b", 3), ("z", 1)], kept,
    ]  # fmt: skip
    assert seen["mapped"][:4] == [[("a", 101), ("a", 104), ("b", 2)], [("b", 3)], [], [("c", 1)]]
    # As in Scala, idle states time out only in every tenth batch.
    assert seen["states"][8:] == [kept, []]
    assert seen["mapped"][8:] == [[], [(key, "over", state) for key, state in kept]]


@pytest.mark.spark
def test_map_with_state_with_the_time_and_options(ssc: StreamingContext, tmp_path: Path) -> None:
    ssc.checkpoint(str(tmp_path))
    times: list[Time] = []

    def odd(time: Any, key: Any, value: Any, state: Any) -> Any:
        state.update(value.get())
        return Some((key, time.milliseconds)) if value.get() % 2 else Option.empty()

    pairs = ssc.queueStream([[("a", 1), ("b", 2)]])
    mapped = pairs.mapWithState(StateSpec.function(odd).numPartitions(3)).checkpoint(Seconds(1))
    mapped.foreachRDD(lambda rdd, time: times.append(time))
    parts: list[int] = []
    mapped.stateSnapshots().foreachRDD(lambda rdd: parts.append(rdd.getNumPartitions()))
    seen = ran(ssc, 2, mapped=mapped, states=mapped.stateSnapshots())
    assert seen["mapped"] == [[("a", times[0].milliseconds)], []]
    assert seen["states"] == [[("a", 1), ("b", 2)]] * 2
    assert parts == [3, 3]


@pytest.mark.spark
def test_a_state_function_that_fails_shows_its_own_line(
    ssc: StreamingContext, tmp_path: Path
) -> None:
    def fail(key: Any, value: Any, state: Any) -> None:
        raise RuntimeError("of the user's")

    ssc.checkpoint(str(tmp_path))
    ssc.queueStream([[("a", 1)]]).mapWithState(StateSpec.function(fail)).print()
    with pytest.raises(
        BatchFailedError, match=r"RuntimeError: of the user's, in fail at .*test_st"
    ):
        ssc.runFor(1)


@pytest.mark.spark
def test_update_state_by_key_in_every_form(
    ssc: StreamingContext, sc: SparkContext, tmp_path: Path
) -> None:
    ssc.checkpoint(str(tmp_path))
    pairs = ssc.queueStream([[("a", 1), ("b", 2), ("a", 3)], [("a", 5)], []])

    def plain(values: Any, state: Any) -> Any:
        assert state is None or isinstance(state, int)
        return None if state == 2 else sum(values) + (state or 0)

    def option(values: Any, state: Option[int]) -> Option[int]:
        return Option(None) if state.contains(2) else Some(sum(values) + state.getOrElse(0))

    def iterator(keys: Any) -> Any:
        for key, values, state in keys:
            if state != 2:
                yield key, sum(values) + (state or 0)

    def timed(time: Any, key: Any, values: Any, state: Any) -> Any:
        assert time.milliseconds > 0
        return plain(values, state)

    two, initial = HashPartitioner(2), sc.parallelize([("z", 7)])
    forms = {
        "function": (plain,),
        "number": (plain, 3),
        "partitioner": (plain, two),
        "initial": (plain, two, initial),
        "list": (plain, 2, [("z", 7)]),
        "option": (option,),
        "iterator": (iterator, two, True),
        "iteratorInitial": (iterator, two, False, initial),
        "someInitial": (iterator, two, True, Some(initial)),
        "noInitial": (timed, two, True, Option.empty()),
        "timed": (timed, two, True),
        "timedInitial": (timed, two, False, initial),
    }
    seen = ran(ssc, 3, **{name: pairs.updateStateByKey(*form) for name, form in forms.items()})
    for name, batches in seen.items():
        z = [("z", 7)] if form_has_initial(name) else []
        assert batches == [[("a", 4), ("b", 2), *z], [("a", 9), *z], [("a", 9), *z]], name


def form_has_initial(name: str) -> bool:
    return name in ("initial", "list", "iteratorInitial", "someInitial", "timedInitial")


@pytest.mark.spark
def test_update_state_by_key_in_no_form(ssc: StreamingContext) -> None:
    pairs = ssc.queueStream([[("a", 1)]])
    for arguments in [(), (3,), (max, "2"), (max, 2, 3), (max, 2, Some(3)), (max, True)]:
        with pytest.raises(TypeError, match=r"no matching call|a function, not 3"):
            pairs.updateStateByKey(*arguments)
    with pytest.raises(TypeError, match="this one takes 2 arguments"):
        pairs.updateStateByKey(lambda values, state: 1, 2, True)
    with pytest.raises(TypeError, match=r"mapWithState takes a StateSpec, not"):
        pairs.mapWithState(total)


RECOVERED = """
import sys
from sparkish import SparkConf, SparkContext, Option
from sparkish.streaming import Seconds, StateSpec, StreamingContext

checkpoint, files = sys.argv[1:]


def count(key, value, state):
    state.update(state.getOption().getOrElse(0) + value.get())
    return key, state.get()


def create():
    conf = SparkConf().setMaster("local[2]").setAppName("recovered")
    conf.set("spark.ui.enabled", "false")
    # A worker that imports sparkish dies.
    conf.setExecutorEnv("PYTHONPATH", files + "/none")
    sc = SparkContext(conf)
    ssc = StreamingContext(sc, Seconds(2))
    pairs = ssc.textFileStream(files + "/in").map(lambda line: (line, 1))
    mapped = pairs.mapWithState(StateSpec.function(count).timeout(Seconds(600)))
    mapped.stateSnapshots().foreachRDD(lambda rdd: show("mapWithState", rdd))
    pairs.updateStateByKey(lambda new, last: sum(new) + (last or 0)).foreachRDD(
        lambda rdd: show("updateStateByKey", rdd))
    pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, 600, 2).foreachRDD(
        lambda rdd: show("window", rdd))
    return ssc


def show(name, rdd):
    print(name, sorted(rdd.collect()), flush=True)


ssc = StreamingContext.getOrCreate(checkpoint, create)
assert isinstance(ssc, StreamingContext) and isinstance(ssc.sparkContext, SparkContext)
ssc.sparkContext.setLogLevel("OFF")
ssc.start()
ssc.awaitTermination()
"""


@pytest.mark.spark
@pytest.mark.timeout(300)
@pytest.mark.whole
def test_state_is_right_after_a_kill_and_a_restart(tmp_path: Path) -> None:
    """The executors cannot import sparkish."""
    broken = tmp_path / "none" / "sparkish"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('an executor has no sparkish')")
    program, files = tmp_path / "program.py", tmp_path / "in"
    program.write_text(RECOVERED)
    files.mkdir()
    for number, expected in enumerate(["[('a', 2), ('b', 1)]", "[('a', 4), ('b', 2)]"]):
        job = subprocess.Popen(
            [sys.executable, str(program), str(tmp_path / "checkpoint"), str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert job.stdout is not None
        waiting = {"mapWithState", "updateStateByKey", "window"}
        try:
            written = False
            for line in job.stdout:
                if not written:
                    (tmp_path / "moved").write_text("a\nb\na\n")
                    (tmp_path / "moved").rename(files / f"{number}.txt")
                    written = True
                name, _, states = line.strip().partition(" ")
                if states == expected:
                    waiting.discard(name)
                    if not waiting:
                        break
        finally:
            job.kill()
            job.wait(30)
        assert not waiting, f"run {number}: {waiting} never had {expected}"
