"""Reads the messages in the Python workers.

A worker keeps its consumers from task to task. It makes them after Spark has forked the worker,
because a fork does not copy librdkafka's threads.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import sysconfig
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

from pyspark import SparkFiles, TaskContext

from sparkish._executor.portable import portable

__all__ = ["ARCHIVE", "PLATFORM", "Fetch", "platform"]

portable(__name__)

#: The number of messages of one request to the consumer.
_CHUNK = 10_000
#: The longest wait for messages, in seconds. The consumer returns an error only after this wait.
_FIRST, _NEXT = 0.05, 1.0
#: How long a broker without new messages waits for them, in ms. The messages of a batch are there
#: already, and a request that waits at one partition's end would delay the next partition. A range
#: of one chunk is read without any wait: all of its requests end before its elements are used.
_WAIT, _NO_WAIT = "10", "0"
#: A broker that needs more seconds than this to find the data answers such a request without any.
_SLOW = 1.0
#: How many seconds a topic may be unknown to a broker: it may be new.
_UNKNOWN = 10.0
#: How many consumers a worker keeps.
_KEPT = 8

Config = Mapping[str, str]

#: The directory of the driver's package on an executor, and the file in it that names its Python.
ARCHIVE, PLATFORM = "sparkish_kafka", "PLATFORM"


class Fetch:
    """A ``mapPartitionsWithIndex`` function that reads the messages of each offset range.

    Parameters
    ----------
    conf : mapping
        The consumer's settings.
    ranges : sequence of tuples
        For each partition of the RDD: a topic, a partition, the first offset, and the offset after
        the last.
    make : callable
        Makes an element from a confluent-kafka message.
    timeout : float
        How long to wait for a message, in seconds.
    gaps : bool
        Whether offsets may be missing.
    site : str
        The place in the program that made the stream.
    """

    def __init__(
        self,
        conf: Config,
        ranges: Sequence[tuple[str, int, int, int]],
        make: Callable[[Any], Any],
        timeout: float,
        gaps: bool,
        site: str,
    ) -> None:
        self._conf = conf
        self._ranges = ranges
        self._make = make
        self._timeout = timeout
        self._gaps = gaps
        self._site = site

    def __call__(self, index: int, elements: Iterable[Any]) -> Iterator[Any]:
        """Yield the elements of one partition's messages."""
        for _ in elements:
            # Spark does not reuse a worker that has not read all of its input.
            pass
        topic, partition, start, until = self._ranges[index]
        if start > until:
            raise RuntimeError(
                f"Beginning offset {start} is after the ending offset {until} for topic {topic} "
                f"partition {partition}. You either provided an invalid fromOffset, or the Kafka "
                "topic has been damaged."
            )
        return self._messages(topic, partition, start, until) if start < until else iter(())

    def _messages(self, topic: str, partition: int, start: int, until: int) -> Iterator[Any]:
        kafka = _confluentKafka()
        endOfPartition, make, gaps = kafka.KafkaError._PARTITION_EOF, self._make, self._gaps
        pause = _NO_WAIT if until - start <= _CHUNK else _WAIT
        reader = _Reader(kafka, self._conf, topic, partition, pause)
        position = start
        try:
            reader.seek(start)
            quiet = began = time.monotonic()
            problem = ""
            while position < until:
                wait = _FIRST if gaps or position == start else _NEXT
                arrived = position
                messages = reader.read(min(until - position, _CHUNK), wait)
                if messages and (messages[-1].offset() or 0) >= until - 1:
                    reader.stop()
                for message in messages:
                    if (error := message.error()) is not None:
                        if error.code() != endOfPartition:
                            problem = self._problem(reader, error, position, until, began)
                        elif message.offset() >= until:
                            # Only transaction markers come before the end.
                            position = until
                        continue
                    offset = message.offset()
                    if offset != position and not gaps:
                        raise RuntimeError(self._gap(reader, offset, position, until))
                    if offset >= until:
                        position = until
                        break
                    position = offset + 1
                    try:
                        made = make(message)
                    except Exception as failure:
                        raise RuntimeError(self._undecodable(message, failure)) from failure
                    yield made
                now = time.monotonic()
                if position > arrived:
                    quiet = now
                elif now - quiet > self._timeout:
                    raise RuntimeError(
                        f"Failed to get records for {reader} {position} after polling for "
                        f"{self._timeout:g} s (spark.streaming.kafka.consumer.poll.ms). Kafka has "
                        f"{reader.kept()}. {problem}"
                    )
                elif now - quiet > _SLOW and reader.isHasty:
                    reader.takeTime(position)
        finally:
            reader.close()

    def _problem(self, reader: _Reader, error: Any, position: int, until: int, began: float) -> str:
        """Return the text of an error that may go away; raise for any other error."""
        codes = type(error)
        if error.code() == codes._AUTO_OFFSET_RESET:
            raise RuntimeError(
                f"Offsets {position} to {until} of {reader} are gone: Kafka has {reader.kept()} "
                "left, its retention was quicker than this stream. If you do not need them, start "
                "again without the checkpoint, or with offsets that are still there. "
                f"({error.str()})"
            )
        unknown = (codes.UNKNOWN_TOPIC_OR_PART, codes._UNKNOWN_PARTITION, codes._UNKNOWN_TOPIC)
        isNew = error.code() in unknown and time.monotonic() - began < _UNKNOWN
        if (
            isNew
            or error.retriable()
            or error.code() in (codes._TRANSPORT, codes._ALL_BROKERS_DOWN)
        ):
            return str(error.str())
        raise RuntimeError(f"{reader}, offsets {position} to {until}: {error.str()}")

    def _gap(self, reader: _Reader, offset: int, position: int, until: int) -> str:
        return (
            f"Got offset {offset} of {reader} where {position} was expected (the batch has the "
            f"offsets up to {until}; Kafka has {reader.kept()}). If the topic is compacted or has "
            "transactions, set spark.streaming.kafka.allowNonConsecutiveOffsets to true; otherwise "
            "the messages between are lost."
        )

    def _undecodable(self, message: Any, error: Exception) -> str:
        trace = traceback.extract_tb(error.__traceback__)
        last = trace[-1]
        return (
            f"{message.topic()}-{message.partition()}, offset {message.offset()}: "
            f"{type(error).__name__}: {error} (in {last.name} at {last.filename}:{last.lineno}; "
            f"the stream is {self._site}). A decoder or deserializer of your own may take other "
            "bytes, for instance valueDecoder=lambda value: value."
        )


class _Reader:
    """Reads one partition, with a consumer of this worker."""

    def __init__(self, kafka: Any, conf: Config, topic: str, partition: int, wait: str) -> None:
        self._kafka = kafka
        self._conf = conf
        self._topic = topic
        self._partition = partition
        self.isHasty = True
        self._settings: Config = {**conf, "fetch.wait.max.ms": wait}
        self._consumer = _taken(kafka, self._settings)

    def seek(self, offset: int) -> None:
        """Start to read at an offset."""
        place = self._kafka.TopicPartition(self._topic, self._partition, offset)
        self._consumer.assign([place])

    def read(self, number: int, timeout: float) -> list[Any]:
        """Return up to ``number`` messages and events, after ``timeout`` seconds at most."""
        return self._consumer.consume(number, timeout)  # type: ignore[no-any-return]

    def takeTime(self, offset: int) -> None:
        """Go on with the program's own settings, which give the brokers more time."""
        self.close()
        self.isHasty = False
        self._settings = self._conf
        self._consumer = _taken(self._kafka, self._settings)
        self.seek(offset)

    def kept(self) -> str:
        """Return Kafka's first and last offsets in words."""
        place = self._kafka.TopicPartition(self._topic, self._partition)
        try:
            found = self._consumer.get_watermark_offsets(place, timeout=5)
        except self._kafka.KafkaException:
            found = None
        return "an unknown number" if found is None else f"{found[0]} to {found[1]}"

    def stop(self) -> None:
        """Stop all reading, in the background too: another worker may get the next batch."""
        self._consumer.unassign()

    def close(self) -> None:
        """Stop, and keep the consumer for the next task."""
        self.stop()
        _give(self._settings, self._consumer)

    def __str__(self) -> str:
        return f"{self._topic}-{self._partition}"


def _consumers() -> OrderedDict[Any, Any]:
    # Each task unpickles its own copy of this module, so the consumers are kept in sys.modules.
    name = "_sparkish_kafka_consumers"
    module = sys.modules.setdefault(name, ModuleType(name))
    return vars(module).setdefault("kept", OrderedDict())  # type: ignore[no-any-return]


def _key(settings: Config) -> tuple[Any, ...]:
    return os.getpid(), *sorted(settings.items())


def _taken(kafka: Any, settings: Config) -> Any:
    """Take the worker's consumer with these settings, or make one; the caller owns it."""
    consumer = _consumers().pop(_key(settings), None)
    context = TaskContext.get()
    if consumer is not None and context is not None and context.attemptNumber() > 0:
        # A retry gets a new consumer, as in Scala: the old one may have caused the failure.
        consumer.close()
        consumer = None
    if consumer is None:
        logger = logging.getLogger("sparkish.streaming.kafka")
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        consumer = kafka.Consumer(dict(settings), logger=logger)
    return consumer


def _give(settings: Config, consumer: Any) -> None:
    consumers = _consumers()
    consumers[_key(settings)] = consumer
    while len(consumers) > _KEPT:
        consumers.popitem(last=False)[1].close()


def platform() -> str:
    """Return the Python version and platform that a compiled package must fit.

    Examples
    --------
    >>> platform()
    'Python 3... on ...'
    """
    return f"Python {sys.version_info[0]}.{sys.version_info[1]} on {sysconfig.get_platform()}"


def _confluentKafka() -> Any:
    """Return the executor's own package or, if it has none, the driver's."""
    with suppress(ModuleNotFoundError):
        return importlib.import_module("confluent_kafka")
    sent = os.path.join(SparkFiles.getRootDirectory(), ARCHIVE)
    reason = ""
    if os.path.isfile(os.path.join(sent, PLATFORM)):
        with open(os.path.join(sent, PLATFORM)) as file:
            drivers = file.read()
        if drivers == platform():
            sys.path.append(sent)
            importlib.invalidate_caches()
            return importlib.import_module("confluent_kafka")
        reason = f" (the driver's, for {drivers}, does not fit {platform()})"
    raise ImportError(
        f"This executor's Python has no confluent-kafka{reason}: pip install confluent-kafka "
        "there, or send an environment that has it (spark.archives)."
    )
