"""The porter's part inside the compiler: trees, types, scripts, cells, and bad input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sparkish._core.errors import JavaNotFoundError
from sparkish.port._compiler import Compiler, CompilerFailure, scalac
from sparkish.port._files import UnreadableError, definitions, moduleName, needed, readText
from sparkish.port._inputs import inputsOf, walk
from sparkish.port._porting import lineAndColumn

PROGRAM = """\
package demo

import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Words {
  case class Point(x: Int, y: Double = 2.0)
  def main(args: Array[String]): Unit = {
    if (args.length < 3) System.exit(1)
    val Array(host, port, folder) = args
    val (a, b) = (1, "x")
    var n = 0
    n += a
    val ssc = new StreamingContext(new SparkConf().setMaster("yarn"), Seconds(1))
    val lines = ssc.socketTextStream(host, port.toInt)
    lines.flatMap(_.split(" ")).map((_, 1)).reduceByKey(_ + _).print() // é 😀
    ssc.textFileStream(folder).count().print()
    for ((w, c) <- Seq(("a", 1)); if c > 0; d = c * 2; z <- List(1, 2)) println(s"$w $d $z")
    ssc.start()
    ssc.awaitTermination()
  }
}
"""


@pytest.fixture(scope="module")
def compiler() -> Iterator[Compiler]:
    with Compiler() as made:
        yield made


@pytest.fixture(scope="module")
def file(compiler: Compiler) -> dict[str, Any]:
    (found,) = compiler.dump({"Words.scala": PROGRAM})["files"]
    assert found["errors"] == []
    return found


def nodes(file: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in walk(file["tree"]) if node["k"] == kind]


def full(file: dict[str, Any], node: dict[str, Any]) -> str:
    return str(file["symbols"][node["sym"]]["full"])


def text(node: dict[str, Any]) -> str:
    return PROGRAM[node["s"] : node["e"]]


@pytest.mark.spark
def test_offsets_are_those_of_a_python_string(file):
    (start, end), *_ = file["comments"]
    assert PROGRAM[start:end] == "// é 😀"
    assert next(text(node) for node in nodes(file, "For")).startswith("for ((w, c) <- ")


@pytest.mark.spark
def test_a_for_comprehension_has_its_parts(file):
    (found,) = nodes(file, "For")
    assert [part["k"] for part in found["enums"]] == ["Gen", "Guard", "Let", "Gen"]
    assert not found["yields"]
    assert text(found["body"]) == 'println(s"$w $d $z")'
    assert file["types"][found["enums"][0]["rhs"]["t"]]["s"] == "Seq[(String, Int)]"


@pytest.mark.spark
def test_implicit_conversions_and_callees_are_known(file):
    (called,) = [n for n in nodes(file, "Apply") if text(n).endswith("reduceByKey(_ + _)")]
    assert full(file, called).endswith("PairDStreamFunctions.reduceByKey")
    assert full(file, called["f"]["q"]["view"]).endswith("toPairDStreamFunctions")
    (split,) = [n for n in nodes(file, "Apply") if text(n) == '_.split(" ")']
    assert file["types"][split["t"]]["s"] == "Array[String]"


@pytest.mark.spark
def test_pattern_definitions_name_the_values_that_the_program_uses(file):
    first, second = nodes(file, "PatDef")
    assert [v["name"] for v in first["vars"]] == ["host", "port", "folder"]
    used = [n["sym"] for n in nodes(file, "Ident") if n["name"] == "host"]
    assert used == [first["vars"][0]["sym"]]
    assert [v["name"] for v in second["vars"]] == ["a", "b"]


@pytest.mark.spark
def test_an_assignment_operator_is_told_from_a_method(file):
    (found,) = [n for n in nodes(file, "Apply") if text(n) == "n += a"]
    assert found["assignOp"]


@pytest.mark.spark
def test_what_a_program_reads_is_seen(file):
    found = inputsOf(file)
    assert found.main == "demo.Words"
    ((host, port),) = found.sockets
    assert (host.argument, port.argument) == (0, 1)
    assert [place.argument for place in found.folders] == [2]
    assert found.arguments == 3
    assert [place.value for place in found.masters] == ["yarn"]


@pytest.mark.spark
def test_a_script_and_a_cell_see_the_shell_and_the_cells_before(compiler):
    script = "val rdd = sc.parallelize(Seq(1, 2))\nprintln(rdd.count)\n"
    (found,) = compiler.dump({"s": script})["files"]
    assert (found["form"], found["errors"]) == ("script", [])
    assert [node["k"] for node in found["tree"]["stats"]] == ["ValDef", "Apply"]
    before = "object Cell0 {\nval n = 1\nval rdd = sc.parallelize(Seq(1))\n"
    (found,) = compiler.dump({"c": "val n = rdd.count"}, preludes={"c": (before, 1)})["files"]
    assert found["errors"] == []
    (value,) = found["tree"]["stats"]
    assert file_type(found, value) == "Long"


def file_type(found: dict[str, Any], node: dict[str, Any]) -> str:
    return str(found["types"][node["t"]]["s"])


@pytest.mark.spark
def test_programs_with_kafka_are_typed_without_its_jars(compiler):
    program = """\
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.spark.streaming._
import org.apache.spark.streaming.kafka010._
import org.apache.spark.streaming.kafka010.ConsumerStrategies.Subscribe
object K {
  val ssc: StreamingContext = null
  val params = Map[String, Object]("key.deserializer" -> classOf[StringDeserializer])
  val stream = KafkaUtils.createDirectStream[String, String](
    ssc, LocationStrategies.PreferConsistent, Subscribe[String, String](Array("t"), params))
  stream.foreachRDD { rdd =>
    val ranges = rdd.asInstanceOf[HasOffsetRanges].offsetRanges
    stream.asInstanceOf[CanCommitOffsets].commitAsync(ranges)
  }
  stream.map(record => (record.key, record.value)).print()
}
"""
    (found,) = compiler.dump({"K.scala": program})["files"]
    assert [e["message"] for e in found["errors"]] == []


@pytest.mark.spark
def test_an_unknown_library_leaves_the_rest_its_types(compiler):
    program = "import com.acme._\nobject A { val j = new Jar(1); val n = 7 / 2 }"
    (found,) = compiler.dump({"A.scala": program})["files"]
    assert found["errors"]
    (value,) = [n for n in nodes(found, "ValDef") if n["name"] == "n"]
    assert file_type(found, value) == "Int"


@pytest.mark.spark
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("object A {\n  def f( = 1\n}\n", "A.scala:2:10: this is no Scala program that Spark's"),
        ("@main def hello() =\n  println(1)\n", "A.scala:1:1: this is Scala 3 (`@main def hello"),
        ("object A:\n  val x = 1\n", "A.scala:1:1: this is Scala 3 (`object A:`)"),
        ("Dear Sir or Madam, this is a letter.\n", "this is no Scala program"),
    ],
)
def test_what_is_no_scala_program_gets_one_sentence(porter, text, sentence):
    (ported,) = porter.port({"A.scala": text})
    assert ported.python is None
    (message,) = ported.refusals
    assert sentence in str(message)
    assert "\n" not in str(message)


def test_a_file_that_is_no_utf8_says_where(tmp_path):
    path = tmp_path / "A.scala"
    path.write_bytes("object A {\n  // caf\xe9\n}".encode("latin-1"))
    with pytest.raises(UnreadableError, match=r"A\.scala:2:9: the byte 0xE9 is not UTF-8"):
        readText(path)
    path.write_bytes("object A".encode("utf-16"))
    assert readText(path) == "object A"
    path.write_bytes(b"\xef\xbb\xbfobject A")
    assert readText(path) == "object A"
    path.write_bytes(b"\x7fELF\0\0\xff")
    with pytest.raises(UnreadableError, match="this is no text"):
        readText(path)


def test_the_files_that_a_program_needs_are_found_by_what_they_define():
    texts = {
        Path("Main.scala"): "package a\nimport b.Util\nobject Main { Util.f(Model(1)) }",
        Path("Model.scala"): "package a\ncase class Model(n: Int)",
        Path("Util.scala"): "package b\nobject Util { def f(x: Any) = Deep }",
        Path("Deep.scala"): "package b\nobject Deep",
        Path("Other.scala"): "package c\nobject Other",
        Path("Main2.scala"): "package c\nobject Main",
    }
    found = needed([Path("Main.scala")], texts)
    assert sorted(map(str, found)) == ["Deep.scala", "Model.scala", "Util.scala"]
    assert definitions(texts[Path("Model.scala")]) == ["a.Model"]
    assert moduleName(Path("x/My-App.scala"), "package a.b") == "a.b.My_App"


def test_without_java_or_the_compilers_jar_a_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(JavaNotFoundError, match="The Scala compiler needs one"):
        scalac.java()
    monkeypatch.setattr(scalac.pyspark, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(scalac.CompilerNotFoundError, match="pip install pyspark"):
        scalac.jars()


def test_lines_are_counted_with_any_line_end():
    assert lineAndColumn("a\r\nbc\rd", 4) == (2, 2)
    assert lineAndColumn("a\r\nbc\rd", 6) == (3, 1)


@pytest.mark.spark
@pytest.mark.whole
def test_two_first_runs_at_the_same_time_compile_the_helper_and_answer(monkeypatch, tmp_path):
    monkeypatch.setenv("SPARKISH_CACHE", str(tmp_path))
    with Compiler() as one, Compiler() as two, Compiler() as later:
        one.start()
        two.start()
        # The declarations of Kafka's connector are found in the helper that was just compiled.
        text = PROGRAM.replace("package demo", "import org.apache.spark.streaming.kafka010._")
        answers = [compiler.dump({"Words.scala": text}) for compiler in (one, two)]
        assert [answer["files"][0]["errors"] for answer in answers] == [[], []]
        (jar,) = tmp_path.iterdir()
        assert jar.suffix == ".jar"
        assert later.dump({"Words.scala": text}) == answers[0] == answers[1]
        assert list(tmp_path.iterdir()) == [jar]


@pytest.mark.spark
def test_a_helper_that_cannot_be_compiled_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("SPARKISH_CACHE", str(tmp_path))
    monkeypatch.setattr(scalac, "ARGUMENTS", (*scalac.ARGUMENTS, "-no-such-option"))
    with Compiler() as compiler, pytest.raises(CompilerFailure, match="-no-such-option"):
        compiler.dump({"Words.scala": PROGRAM})
    assert list(tmp_path.iterdir()) == []
