"""A recovered context refuses new streams at the line that declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparkish import IllegalStateError, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext


@pytest.mark.spark
def test_streams_are_declared_in_the_function_alone(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.textFileStream(str(tmp_path / "in")).foreachRDD(lambda rdd: None)
        return ssc

    first = StreamingContext.getOrCreate(checkpoint, create)
    # A new context accepts more streams.
    first.textFileStream(str(tmp_path / "in")).foreachRDD(lambda rdd: None)
    first.runFor(batches=1)
    second = StreamingContext.getOrCreate(checkpoint, create)
    lines = second.textFileStream(str(tmp_path / "in"))
    with pytest.raises(IllegalStateError, match="comes from its checkpoint") as error:
        lines.foreachRDD(lambda rdd: None)
    assert f"foreachRDD() at {Path(__file__).name}:" in str(error.value)
    assert "Write all streams and output operations inside the function" in str(error.value)
    assert second.getState().name == "INITIALIZED"
    with pytest.warns(match="does not run"):
        second.start()
    second.stop(stopSparkContext=False)
