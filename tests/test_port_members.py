"""Members of Spark's classes in programs of several definitions, and the names of Kafka."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import sparkish.port._compiler
from sparkish.port._porting import Porter

# The first test waits for the compiler.
pytestmark = [pytest.mark.timeout(600), pytest.mark.spark]

TEXT = """\
package a.b
import java.net.{MalformedURLException, ProtocolException, Socket}
import org.apache.kafka.clients.CommonClientConfigs
import org.apache.kafka.clients.consumer.ConsumerConfig
import org.apache.kafka.clients.producer.ProducerConfig
import org.apache.kafka.common.security.auth.SecurityProtocol
import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.receiver.Receiver

object Numbers {
  def main(args: Array[String]): Unit = {
    val jars = StreamingContext.jarOfClass(this.getClass).toSeq
    val ssc = new StreamingContext("local[2]", "x", Seconds(1), null, jars)
    val half = Seconds(1) * 2 + Seconds(3)
    val kept = ssc.receiverStream(new Numbers(args(0))).transform { rdd =>
      val some = rdd.filter(_ > 0)
      some.map(_ + 1)
    }
    kept.foreachRDD(rdd => println(s"empty: ${rdd.isEmpty()}"))
    val settings = Map(
      ConsumerConfig.GROUP_ID_CONFIG -> "a",
      CommonClientConfigs.SECURITY_PROTOCOL_CONFIG -> SecurityProtocol.SASL_SSL.name,
      ProducerConfig.ACKS_CONFIG -> "all")
    println(settings.size)
    ssc.start()
  }
}

class Numbers(host: String) extends Receiver[Int](StorageLevel.MEMORY_ONLY) {
  def onStart(): Unit = new Thread(() => receive()).start()
  def onStop(): Unit = ()
  def receive(): Unit = {
    try {
      while (!isStopped()) store(1)
    } catch {
      case e: ProtocolException => restart("again", e)
      case e: MalformedURLException => stop("no host", e)
    }
  }
}
"""


@pytest.fixture(scope="module")
def ported():
    with Porter() as porter:
        (made,) = porter.port({"Numbers.scala": TEXT})
    assert made.python is not None, made.refusals
    return made


def _has(text: str, *lines: str) -> bool:
    found = [line.strip() for line in text.split("\n")]
    return all(line in found for line in lines)


def test_a_class_has_its_bases_though_its_companion_stands_first(ported) -> None:
    assert _has(ported.python, "while not self.isStopped():", "self.store(1)")
    assert "Receiver." not in ported.python.replace("Receiver(", "")


def test_an_exception_that_is_not_known_is_the_nearest_that_it_extends(ported) -> None:
    assert _has(ported.python, "except OSError as e:", 'self.restart("again", e)')


def test_it_reads_as_a_person_writes_it(ported) -> None:
    assert _has(
        ported.python,
        "jars = []",
        "half = Seconds(1) * 2 + Seconds(3)",
        "def kept(rdd):",
        "Thread(target=self.receive).start()",
    )
    assert "rdd.isEmpty()" in ported.python
    assert "@ssc.receiverStream(Numbers(args[0])).transform" in ported.python


def test_only_names_that_sparkish_has_are_imported_from_it(ported) -> None:
    for line in re.findall(r"^from (sparkish[\w.]*) import \(?([^)]*?)\)?$", ported.python, re.M):
        module = importlib.import_module(line[0])
        for name in re.findall(r"\w+", line[1]):
            assert hasattr(module, name), f"{line[0]}.{name}"
    notes = " ".join(map(str, ported.notes))
    assert "ProducerConfig" in notes
    assert "ConsumerConfig:" not in notes


def test_the_names_of_kafkas_settings_are_those_of_the_declarations() -> None:
    from sparkish.streaming import kafka010

    stubs = Path(sparkish.port._compiler.__file__).parent / "stubs" / "Kafka.scala"
    for name in ("ConsumerConfig", "CommonClientConfigs"):
        body = stubs.read_text().split(f"object {name} {{")[1].split("}")[0]
        declared = dict(re.findall(r'val (\w+): String = "(.*)"', body))
        assert declared
        assert (
            declared.items()
            <= {key: getattr(getattr(kafka010, name), key, None) for key in declared}.items()
        )
