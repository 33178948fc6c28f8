"""A StreamingContext taken for a SparkContext, streams that are added, and levels as text."""

from __future__ import annotations

from typing import Any

import pytest
from usable import assertUsable

from sparkish._core.notrdd import noContextAttribute
from sparkish.streaming import StreamingContext


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("textFile", "ssc.textFileStream(directory) for a stream, or ssc.sparkContext.textFile "),
        ("parallelize", "ssc.queueStream([elements]) for a stream, or ssc.sparkContext.para"),
        ("broadcast", "ssc.sparkContext.broadcast"),
        ("setLogLevel", "ssc.sparkContext.setLogLevel"),
    ],
)
def test_a_name_of_the_spark_context(name: str, write: str) -> None:
    error = noContextAttribute("a context", name)
    assert isinstance(error, AttributeError)
    assert f"\nWrite {write}" in str(error)


def test_other_names_are_missing_as_in_python() -> None:
    for name in ("txtFile", "_jsc", "__wrapped__"):
        assert str(noContextAttribute("a", name)) == f"'str' object has no attribute {name!r}"


@pytest.mark.spark
def test_what_is_refused_leaves_the_context_usable(ssc: StreamingContext) -> None:
    context: Any = ssc
    assert not hasattr(context, "textFile")
    with pytest.raises(AttributeError, match="StreamingContext has no textFile: it makes streams"):
        context.textFile("in")
    with pytest.raises(AttributeError, match="has no attribute 'txtFileStream'"):
        context.txtFileStream("in")
    stream: Any = ssc.queueStream([[1]])
    with pytest.raises(TypeError, match=r"(?s)has no \+.*\nWrite \.union\(other\)"):
        stream + stream
    with pytest.raises(TypeError, match="storageLevel must be a StorageLevel"):
        stream.persist("MEMORY_ONLY")
    assertUsable(ssc)
