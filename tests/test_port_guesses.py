"""What stands in the calls of an unknown library: nothing is written that means another thing."""

from __future__ import annotations

import pytest

from sparkish.port._porting import Porter

HEAD = """\
import org.apache.spark._
import org.apache.spark.streaming._
import com.library.{Tables => T, Settings}
"""

PROGRAM = (
    HEAD
    + """
object Guesses {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext(new SparkConf(), Seconds(1))
    val table = T.read("a")
    val joined = table.join(T.read("b"), table("id") === table("other"))
    val fields = Settings.of("x" :: "y" :: Settings.rest)
    val cls = Settings.type_(classOf[T[String]])
    val other = com.library.deep.Thing.make(3)
    table.foreachRDD(rdd => {
      rdd.foreach { case (k, v) => println(k) }
    })
    ssc.awaitTermination(Minutes(5).milliseconds)
    for (pair <- joined.collect()) println(pair._2._1)
  }
}
"""
)


@pytest.mark.spark
def test_names_and_operators_of_unknown_values(porter: Porter) -> None:
    (ported,) = porter.port({"Guesses.scala": PROGRAM})
    assert ported.refusals == []
    python = ported.python or ""
    assert "from com.library import Settings, Tables" in python
    assert 'Tables.read("a")' in python
    assert "T." not in python.replace("Tables.", "")
    assert 'table["id"] == table["other"]' in python or 'table("id") == table("other")' in python
    assert 'Settings.of(["x", "y", *Settings.rest])' in python
    assert "type_(Tables)" in python
    assert "from com.library.deep import Thing" in python
    assert "Minutes(5).milliseconds" in python
    assert "import Minutes, Seconds, StreamingContext" in python
    assert "return print" not in python
    assert "pair[1][0]" in python


@pytest.mark.spark
def test_an_operator_of_a_library_is_refused(porter: Porter) -> None:
    text = HEAD + 'object A { def main(args: Array[String]): Unit = Settings.actor ! "message" }\n'
    (ported,) = porter.port({"A.scala": text})
    assert [message.reason for message in ported.refusals] == ["operator of a library"]


@pytest.mark.spark
def test_a_refusal_is_one_line_and_no_character_ends_the_module(porter: Porter) -> None:
    text = HEAD + (
        "object A { def f(x: Any): Any = x match {\n"
        "  case Settings(\n    a,\n    b) => a // \0\n} }\n"
    )
    (ported,) = porter.port({"A.scala": text}, partial=True)
    (refusal,) = ported.refusals
    assert "\n" not in refusal.text
    compile(ported.python or "", "A", "exec")


@pytest.mark.spark
def test_a_comprehension_over_a_stream_and_its_lines(porter: Porter) -> None:
    text = (
        HEAD.replace("import com.library.{Tables => T, Settings}\n", "")
        + """
object Lines {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext(new SparkConf(), Seconds(1))
    val numbers = for {
      line <- ssc.socketTextStream("host", 1)
      number <- line.trim.split("\\\\s+")
      if number.nonEmpty
    } yield number.toInt
    numbers.print()
  }
}
"""
    )
    (ported,) = porter.port({"Lines.scala": text})
    assert ported.refusals == []
    assert "toInt(number)" in (ported.python or "")
    assert "for number in split(" in (ported.python or "")
    assert ".map(" not in (ported.python or "")
