"""``transform`` and similar operations, whose functions return RDDs that are not pickled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sparkish import SparkContext
from sparkish._jvm.failures import BatchFailedError
from sparkish.lineserver import LineServer
from sparkish.streaming import StreamingContext

pytestmark = pytest.mark.spark


def test_rdds_of_text_are_handed_on(
    ssc: StreamingContext, sc: SparkContext, eventually: Callable[..., None], tmp_path: Path
) -> None:
    """Lines of a socket or a file are not pickled, and neither are Spark's unions of them."""
    (tmp_path / "static").write_text("c\n")
    static = sc.textFile(str(tmp_path / "static"))
    with LineServer(["a", "b"]) as server:
        lines = ssc.socketTextStream("localhost", server.port)
        upper = lines.map(str.upper)
        streams = {
            "as it is": lines.transform(lambda rdd: rdd),
            "coalesced": lines.transform(lambda rdd: rdd.coalesce(1)),
            "its own union": lines.transform(lambda rdd: rdd.union(rdd)),
            "with a file": lines.transform(lambda rdd: rdd.union(static)),
            "a file": lines.transform(lambda rdd: static).map(str.upper),
            "of two": lines.transformWith(lambda one, other: one.union(other), lines),
            "of a kind": upper.transformWith(lambda one, other: one.union(other), upper),
            "Scala's": lines.transformWith(upper, lambda rdd1, rdd2: rdd1.union(rdd2)),
            "of one": ssc.transform([lines], lambda rdds: rdds[0]),
            "of all": ssc.transform([lines, lines], lambda rdds: rdds[0].union(rdds[1])),
            "pairs": lines.transform(lambda rdd: rdd.zip(rdd)),
            "all pairs": lines.transform(lambda rdd: rdd.cartesian(rdd)),
        }
        seen: dict[str, set[Any]] = {name: set() for name in streams}

        def gather(name: str) -> Callable[[Any], None]:
            return lambda rdd: seen[name].update(rdd.collect())

        for name, stream in streams.items():
            stream.foreachRDD(gather(name))
        ssc.start()
        eventually(lambda: "b" in seen["as it is"] and ("b", "b") in seen["all pairs"], "lines")
    assert {name: sorted(elements) for name, elements in seen.items()} == {
        "as it is": ["a", "b"],
        "coalesced": ["a", "b"],
        "its own union": ["a", "b"],
        "with a file": ["a", "b", "c"],
        "a file": ["C"],
        "of two": ["a", "b"],
        "of a kind": ["A", "B"],
        "Scala's": ["A", "B", "a", "b"],
        "of one": ["a", "b"],
        "of all": ["a", "b"],
        "pairs": [("a", "a"), ("b", "b")],
        "all pairs": [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")],
    }


@pytest.mark.parametrize("made", [[1], 5, "text"])
def test_what_is_no_rdd_fails_the_batch_with_a_sentence(ssc: StreamingContext, made: Any) -> None:
    ssc.queueStream([[1]]).transform(lambda rdd: made).print()
    ssc.start()
    with pytest.raises(BatchFailedError, match="transform's function must return an RDD; this one"):
        ssc.awaitTerminationOrTimeout(30)
