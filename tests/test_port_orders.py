"""Spark's calls that take an order: PySpark's take a key, and none may be lost."""

from __future__ import annotations

import pytest

from sparkish.port._porting import Porter

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]
TEXT = """\
import org.apache.spark.rdd.RDD
object Orders {
  case class P(name: String, age: Int)
  def main(args: Array[String]): Unit = {
    val rdd: RDD[(String, Int)] = null
    val people: RDD[P] = null
    rdd.top(2)(Ordering.by(_._2))
    rdd.top(3)
    rdd.takeOrdered(2)(Ordering[Int].reverse.on(_._2))
    rdd.max()(Ordering.by(_._2))
    rdd.sortBy(_._2, false)
    implicit val byAge: Ordering[P] = Ordering.by(_.age)
    people.top(1)
    people.map(p => (p, 1)).sortByKey()
  }
}
"""
WANTED = [
    "rdd.top(2, key=lambda x: x[1])",
    "rdd.top(3)",
    "rdd.top(2, key=lambda x: x[1])",
    "rdd.max(key=lambda x: x[1])",
    "rdd.sortBy(lambda x: x[1], False)",
    "people.top(1, key=byAge)",
]


def test_an_order_becomes_a_key() -> None:
    with Porter() as porter:
        (ported,) = porter.port({"Orders.scala": TEXT}, partial=True)
    lines = [line.strip() for line in str(ported.python).split("\n")]
    assert [line for line in lines if line.startswith(("rdd.", "people."))] == WANTED
    (refused,) = ported.refusals
    assert "use sortBy" in refused.text
