"""What stands in calls of a library that the compiler does not know keeps its meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparkish.port._porting import Porter

pytestmark = [pytest.mark.timeout(600), pytest.mark.spark]

_PROGRAM = """
import com.unknown.lib.{Thing, Store}
import org.apache.spark.{SparkConf, TaskContext}
import org.apache.spark.streaming._
import scala.collection.mutable.ListBuffer
import scala.util.Try

object Unresolved {
  def main(args: Array[String]) {
    val ssc = new StreamingContext(new SparkConf(), Seconds(1))
    val lines = Thing.stream(ssc)
    lines.map(_._2).foreachRDD { rdd =>
      println("count " + rdd.count)
      rdd.foreachPartition { it =>
        val store = Store.open("h", 1)
        it.foreach { r =>
          val parts = r._2.split(",")
          val n = parts(0).toInt
          val t = Try(parts(1).toDouble).getOrElse(0.0)
          parts.foreach(println)
          val q = parts.map(_.trim).filter(_.nonEmpty)
          val b = new ListBuffer[String]()
          b += parts(0)
          store.send(Map("a" -> n / 2), None, List(q.head, parts.length))
        }
        store.close
      }
      println(Thing.offsets(rdd)(TaskContext.get.partitionId))
    }
    ssc.start()
  }
}
"""

_LINES = [
    "from sparkish import Option, SparkConf, TaskContext, scalaString",
    "@lines.map(lambda x: x[1]).foreachRDD",
    'print(f"count {scalaString(rdd.count())}")',
    "for r in it:",
    'parts = split(r[1], ",")',
    "n = toInt(parts[0])",
    "t = Try(lambda: toDouble(parts[1])).getOrElse(0.0)",
    "for x in parts:",
    "b.append(parts[0])",
    'store.send({"a": quotient(n, 2)}, Option.empty(), [q[0], len(parts)])',
    "print(scalaString(Thing.offsets(rdd)(TaskContext.get().partitionId())))",
]


def test_known_names_and_telling_methods_are_what_they_are() -> None:
    with Porter() as porter:
        (found,) = porter.port({str(Path("Unresolved.scala")): _PROGRAM})
    python = [line.strip() for line in (found.python or "").splitlines()]
    assert [str(each) for each in found.refusals] == []
    assert [line for line in _LINES if line not in python and f"return {line}" not in python] == []
    assert not any("unknown import" in line for line in python)
