"""Batches that wait for a slow one, and batches that Spark asks for again."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from sparkish._core.errors import IllegalStateError
from sparkish.streaming import StreamingContext
from sparkish.streaming._engine.callbacks import batchTime
from sparkish.streaming._kafka.feed import feedOf
from sparkish.streaming.kafka import KafkaUtils
from sparkish.testing import KafkaBroker

pytestmark = [pytest.mark.spark, pytest.mark.kafka]

Eventually = Callable[..., None]


def test_what_waits_can_ask_for_the_batches_before_it(
    ssc: StreamingContext, eventually: Eventually
) -> None:
    """A driver that is killed and starts again runs them, and their state asks for those before."""
    times: list[int] = []
    slow, goOn = threading.Event(), threading.Event()

    def output(time: datetime, words: Any) -> None:
        times.append(batchTime(time).milliseconds)
        if len(times) == 5:
            slow.set()
            assert goOn.wait(90)

    with KafkaBroker({"late": 1}) as broker:
        stream = KafkaUtils.createDirectStream(
            ssc, ["late"], {"metadata.broker.list": broker.bootstrapServers}
        )
        stream.foreachRDD(output)
        feed = feedOf(stream._uid)
        ssc.start()
        assert slow.wait(90)
        waiting = set(feed._batches)
        eventually(lambda: len(set(feed._batches) - waiting) > 10, "More batches are generated", 90)
        before, slowOne = times[-2:]
        assert feed.ranges(before) == feed.ranges(slowOne) == (("late", 0, 0, 0),)

        # All is done, so Spark asks for nothing of the first batch any more.
        goOn.set()
        eventually(lambda: times[0] not in feed._batches, "The first batch is forgotten", 90)
        again = pickle.loads(pickle.dumps(feed))
        again._trigger, again._places = feed._trigger, feed._places
        broker.send("late", ["new"])
        old = datetime.fromtimestamp(times[0] / 1000)
        for each in (feed, again):
            with pytest.raises(IllegalStateError, match="are no longer kept"):
                each(old, ssc.sparkContext.emptyRDD())
