"""Converts values between Python and the JVM."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from py4j.java_gateway import JavaObject

if TYPE_CHECKING:
    from sparkish._core.duration import Duration
    from sparkish._core.time import Time

__all__ = ["javaDuration", "javaField", "javaTime", "jvmStreams", "plainData", "scalaSeq"]


def javaDuration(jvm: Any, duration: Duration) -> JavaObject:
    """Return the JVM's ``org.apache.spark.streaming.Duration``."""
    return jvm.org.apache.spark.streaming.Duration(duration.milliseconds)


def javaTime(jvm: Any, time: Time) -> JavaObject:
    """Return the JVM's ``org.apache.spark.streaming.Time``."""
    return jvm.org.apache.spark.streaming.Time(time.milliseconds)


def scalaSeq(seq: JavaObject) -> Iterator[JavaObject]:
    """Iterate over a Scala ``Seq`` of Scala 2.12 or 2.13."""
    return (seq.apply(i) for i in range(seq.size()))


def plainData(jvm: Any, value: JavaObject) -> Any:
    """Return a Java or Scala value as Python's dicts, lists, strings and numbers.

    It takes one call to the JVM, and includes all fields, also private and nested ones.
    """
    return json.loads(_jsonMapper(jvm).writeValueAsString(value))


@lru_cache(maxsize=1)
def _jsonMapper(jvm: Any) -> JavaObject:
    # Spark's own JSON mapper, which can write Scala's collections.
    jackson = jvm.com.fasterxml.jackson
    mapper = jackson.databind.ObjectMapper()
    mapper.registerModule(jackson.module.scala.DefaultScalaModule())
    accessors = jackson.annotation.PropertyAccessor
    visibility = getattr(jackson.annotation, "JsonAutoDetect$Visibility")
    mapper.setVisibility(accessors.ALL, visibility.NONE)
    mapper.setVisibility(accessors.FIELD, visibility.ANY)
    mapper.disable(jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
    return mapper


def jvmStreams(graph: JavaObject) -> Iterator[JavaObject]:
    """Iterate over the JVM's streams that lead to an output operation, each once."""
    seen: set[int] = set()
    todo = list(graph.getOutputStreams())
    while todo:
        stream = todo.pop()
        if (identity := stream.hashCode()) not in seen:
            seen.add(identity)
            yield stream
            todo.extend(scalaSeq(stream.dependencies()))


def javaField(target: JavaObject, name: str) -> tuple[JavaObject, Any]:
    """Return a private field of an object's class, and the field's value."""
    field = target.getClass().getDeclaredField(name)
    field.setAccessible(True)
    return field, field.get(target)
