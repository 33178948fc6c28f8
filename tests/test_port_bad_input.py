"""What is no program that can be ported gets one sentence, and never a trace."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from compat.port.damage import fuzz, problem
from sparkish._cli import main
from sparkish.port._porting import Porter

HERE = Path(__file__).parent.parent / "compat"

SCALA_3 = [
    "given ordering: Ordering[Int] = Ordering.Int.reverse\n",
    "extension (s: String)\n  def shout: String = s.toUpperCase\n",
    "enum Colour:\n  case Red, Green\n",
    "enum Colour { case Red, Green }\n",
    "def f(x: Int)(using ordering: Ordering[Int]): Int = x\n",
    "object A:\n  val x = 1\n",
    "class A(n: Int):\n  def twice = n * 2\n",
    "object A {\n  def f(x: Int) = if x > 1 then 2 else 3\n}\n",
    "object A {\n  def f(xs: List[Int]) = for x <- xs yield x\n}\n",
    "object A {\n  def f(x: Int) =\n    if x > 1 then\n      2\n    else\n      3\n  end f\n}\n",
    "import scala.collection.mutable.*\nobject A { val b = Buffer(1) }\n",
    "@main def run(): Unit = println(1)\n",
]


@pytest.mark.spark
@pytest.mark.parametrize("text", SCALA_3)
def test_scala_3_is_named(porter: Porter, text: str) -> None:
    (ported,) = porter.port({"A.scala": text})
    assert ported.python is None
    (message,) = ported.refusals
    assert "this is Scala 3 (`" in str(message)
    assert "\n" not in str(message)


@pytest.mark.spark
def test_words_of_scala_3_in_comments_and_texts_are_none(porter: Porter) -> None:
    text = '// if you wait, then\n/* using local: */\nobject A { val x = "if a then b" ; val ( }\n'
    (ported,) = porter.port({"A.scala": text})
    assert "Scala 3" not in str(ported.refusals[0])
    assert "A.scala:3:" in str(ported.refusals[0])


@pytest.mark.spark
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "// only a comment\n",
        "/* never closed",
        # The compiler's message has three lines.
        "object A { val f = ((a, b), c) => a }\n",
    ],
)
def test_a_file_without_a_program_gets_a_sentence_or_an_empty_port(
    porter: Porter, text: str
) -> None:
    assert problem(porter, text) == ""


@pytest.mark.spark
@pytest.mark.whole
@pytest.mark.timeout(600)
def test_a_program_of_5000_lines_is_ported(porter: Porter) -> None:
    body = "\n".join(f"  def f{n}(x: Int): Int = List(x, {n}).map(_ + 1).sum" for n in range(5000))
    (ported,) = porter.port({"Big.scala": f"object Big {{\n{body}\n}}\n"})
    assert ported.refusals == []
    assert (ported.python or "").count("return sum(") == 5000


@pytest.mark.spark
@pytest.mark.whole
@pytest.mark.timeout(600)
def test_damaged_programs_never_crash_the_porter(porter: Porter) -> None:
    programs = sorted((HERE / "oracle" / "programs").glob("*.scala"))
    programs += sorted((HERE / "port" / "programs").glob("*.scala"))
    texts = [path.read_text("utf-8") for path in programs]
    assert fuzz(porter, texts, count=25, seed=16) == []
    whole = random.Random(16).choice(texts)
    cut = [whole[:end] for end in range(0, len(whole), len(whole) // 12)]
    assert [why for text in cut if (why := problem(porter, text))] == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Binary.scala", b"\x7fELF\0\0\xff\xfe\0", "this is no text"),
        ("Latin.scala", "object A { val caf\xe9 = 1 }".encode("latin-1"), ":1:19: the byte 0xE9"),
        ("Mixed.scala", "// ü\n// ".encode() + b"\xfc\n", ":2:4: the byte 0xFC is not UTF-8"),
        ("Folder.scala", None, "directory"),
        ("Missing.scala", b"", "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is None:
        path.mkdir()
    elif data:
        path.write_bytes(data)
    try:
        code = main(["port", str(path)])
    except SystemExit as ended:
        code = int(ended.code or 0)
    found = capsys.readouterr()
    assert code != 0
    assert said in found.err
    assert name in found.err
    assert "Traceback" not in found.err
    assert len(found.err.strip().splitlines()) == 1
