"""Functions of states that are values: what has no annotation is told that it takes an Option."""

from __future__ import annotations

import re

import pytest

from sparkish.port._porting import Porter

PROGRAM = """\
import org.apache.spark._
import org.apache.spark.streaming._
import org.apache.spark.streaming.dstream.DStream

object Totals {
  def run(pairs: DStream[(String, Int)], f: (Seq[Int], Option[Int]) => Option[Int]): Unit =
    pairs.updateStateByKey(f).print()
  class Sums extends Serializable {
    val add = (values: Seq[Int], state: Option[Int]) => Some(values.sum + state.getOrElse(0))
  }
  def method(values: Seq[Int], state: Option[Int]): Option[Int] = Some(values.sum)
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext(new SparkConf(), Seconds(1))
    val pairs = ssc.socketTextStream("host", 1).map((_, 1))
    val here = (values: Seq[Int], state: Option[Int]) => Some(values.sum + state.getOrElse(0))
    pairs.updateStateByKey(here).print()
    pairs.updateStateByKey(method _).print()
    pairs.updateStateByKey(new Sums().add).print()
    pairs.updateStateByKey[Int](below).print()
  }
  val below = (values: Seq[Int], state: Option[Int]) => {
    val before = state.getOrElse(0)
    Some(values.sum + before)
  }
}
"""


@pytest.mark.spark
def test_a_function_of_states_has_options_wherever_it_is_defined(porter: Porter) -> None:
    (ported,) = porter.port({"Totals.scala": PROGRAM})
    assert ported.refusals == []
    python = ported.python or ""
    assert "def here(values, state: Option[int]):" in python
    assert "updateStateByKey(here)" in python
    assert "updateStateByKey(method)" in python
    assert "def below(values, state: Option[int]):" in python
    python = re.sub(r"\(\s+", "(", python)
    for name in ("f", "Sums().add", "below"):
        given = f"updateStateByKey(lambda values, state: {name}(values, Option(state))"
        assert given in python
