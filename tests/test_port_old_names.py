"""Names of Spark 1 and of Scala before 2.13: they are typed, and so the rest of the program is."""

from __future__ import annotations

import pytest

from sparkish.port._porting import Porter

PROGRAM = """\
import org.apache.spark._
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.SQLContext
import org.apache.spark.streaming._
import scala.collection.JavaConversions._
import scala.collection.mutable.SynchronizedQueue

object Old {
  case class Record(id: Int, word: String)

  def main(args: Array[String]): Unit = {
    val sc = new SparkContext(new SparkConf().setMaster("local[2]").setAppName("old"))
    val sqlContext = new SQLContext(sc)
    import sqlContext.implicits._
    val ssc = new StreamingContext(sc, Seconds(3))
    val queue = new SynchronizedQueue[RDD[Int]]()
    ssc.queueStream(queue).foreachRDD { rdd =>
      rdd.map(n => Record(n, "word" + n)).toDF().createOrReplaceTempView("records")
      sqlContext.sql("select * from records").map(_.getString(1)).collect().foreach(println)
    }
    val words = new java.util.ArrayList[String]()
    words.add("a")
    for (word <- words) println(word)
    println(words.map(_.toUpperCase).mkString(","))
    val counts = new java.util.HashMap[String, Int]()
    for ((word, count) <- counts) println(word + count)
  }
}
"""


@pytest.mark.spark
def test_old_names_are_known(porter: Porter) -> None:
    (ported,) = porter.port({"Old.scala": PROGRAM})
    assert [error["message"] for error in ported.dump["errors"]] == []
    assert ported.refusals == []
    assert ported.notes == []
    python = ported.python or ""
    assert "sqlContext = SQLContext(sc)" in python
    assert '.toDF("id int, word string")' in python
    assert "queue = Queue()" in python
    assert "for word in words:" in python
    assert ", count in counts.items():" in python
