"""Which code is the user's, and how a failure in it looks."""

from __future__ import annotations

import os
from types import ModuleType

import py4j
import pyspark
import pytest

import sparkish
from sparkish._core.callsite import inLibrary
from sparkish._jvm.failures import usersTrace

SPARK = "/opt/spark/python/lib"

# The error of a lost block, in a job that spark-submit has started.
LOST = f'''
Traceback (most recent call last):
  File "{SPARK}/pyspark.zip/pyspark/streaming/util.py", line 71, in call
    r = self.func(t, *rdds)
  File "/home/me/job.py", line 12, in count
    print(rdd.collect())
  File "{SPARK}/py4j-0.10.9.9-src.zip/py4j/protocol.py", line 327, in get_return_value
    raise Py4JJavaError(
py4j.protocol.Py4JJavaError: An error occurred while calling z:org.apache.spark.PythonRDD.collect.
: org.apache.spark.SparkException: Job aborted due to stage failure: block input-0-1 not found
Driver stacktrace:
	at org.apache.spark.scheduler.DAGScheduler.abortStage(DAGScheduler.scala:1)
'''


@pytest.mark.parametrize("library", [sparkish, pyspark, py4j])
def test_the_libraries_are_not_the_users(library: ModuleType) -> None:
    folder = os.path.dirname(os.path.abspath(str(library.__file__)))
    assert inLibrary(os.path.join(folder, "some.py"))
    assert not inLibrary(folder + "s/some.py")


@pytest.mark.parametrize("archive", ["pyspark.zip/pyspark", "py4j-0.10.9.9-src.zip/py4j"])
def test_nor_are_those_that_spark_brings_along_anywhere(archive: str) -> None:
    assert inLibrary(f"{SPARK}/{archive}/some.py")
    assert not inLibrary(f"{SPARK}/{archive.split('/')[0]}.py")


def test_a_failure_in_java_names_its_cause_and_the_users_line() -> None:
    first = usersTrace(LOST).splitlines()[0]
    assert first == (
        "org.apache.spark.SparkException: Job aborted due to stage failure: block input-0-1 not "
        "found, in count at /home/me/job.py:12."
    )
