"""The helpers of ported programs: they behave as in Java and Scala, also on executors."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from pyspark import cloudpickle

from sparkish import Option, Some
from sparkish.java import AtomicLong, BufferedWriter, File, FileWriter, linesOf
from sparkish.port._porting import _notPython, _readable
from sparkish.scala import (
    MatchError,
    NumberFormatException,
    Random,
    Regex,
    SimpleDateFormat,
    bothOptions,
    capitalize,
    collectionText,
    diff,
    divided,
    find,
    formatted,
    groupBy,
    grouped,
    hashCode,
    int32,
    int64,
    intersect,
    matches,
    mkString,
    quotient,
    remainder,
    replaceAll,
    rounded,
    shiftRight,
    sliding,
    sortWith,
    split,
    stripMargin,
    substring,
    toByte,
    toDouble,
    toInt,
    toLong,
    trim,
)


@pytest.mark.parametrize(
    ("text", "pattern", "limit", "parts"),
    [
        ("a b  ", " ", 0, ["a", "b"]),
        (" a", " ", 0, ["", "a"]),
        ("", " ", 0, [""]),
        (",", ",", 0, []),
        ("a,b,,", ",", -1, ["a", "b", "", ""]),
        ("a,b,c", ",", 2, ["a", "b,c"]),
        ("a|b", "|", 0, ["a", "|", "b"]),
        ("a|b", "\\|", 0, ["a", "b"]),
        ("a1b22c", "[0-9]+", 0, ["a", "b", "c"]),
        ("abc", "", 0, ["a", "b", "c"]),
        ("a.b", ".", 0, []),
        ("x!y", "\\p{Punct}", 0, ["x", "y"]),
    ],
)
def test_split_is_javas(text: str, pattern: str, limit: int, parts: list[str]) -> None:
    assert split(text, pattern, limit) == parts


def test_whole_numbers_are_rounded_toward_zero_and_wrap() -> None:
    assert (quotient(-7, 2), remainder(-7, 2), quotient(7, -2), remainder(7, -2)) == (-3, -1, -3, 1)
    assert (int32(2**31), int64(2**63), shiftRight(-1, 28, 32)) == (-(2**31), -(2**63), 15)
    with pytest.raises(ArithmeticError, match="/ by zero"):
        quotient(1, 0)
    assert math.isnan(divided(0.0, 0))
    assert divided(-1.0, 0) == -math.inf
    assert (rounded(2.5), rounded(-2.5), rounded(math.nan)) == (3, -2, 0)


@pytest.mark.parametrize("text", ["", " 1", "1_0", "1.0", "2147483648", "\u0663"])
def test_toInt_is_strict(text: str) -> None:
    with pytest.raises(NumberFormatException, match="For input string"):
        toInt(text)


def test_numbers_of_texts_and_of_numbers() -> None:
    assert (toInt("-12"), toInt("+3"), toLong("2147483648"), toByte(200)) == (-12, 3, 2**31, -56)
    assert (toInt(3.9), toInt(-3.9), toInt(math.nan), toInt(1e10)) == (3, -3, 0, 2**31 - 1)
    assert (toDouble(" 1.5 "), toDouble("1e3"), toDouble("2d")) == (1.5, 1000.0, 2.0)
    with pytest.raises(NumberFormatException):
        toDouble("1_0")


def test_format_is_javas() -> None:
    assert formatted("%.2f %5d|%-5s|%05d %,d", 2.345, 42, "ab", -7, 1234567) == (
        "2.35    42|ab   |-0007 1,234,567"
    )
    assert formatted("%s %b %x %% %n", (1, None), True, 255) == "(1,null) true ff % \n"
    assert formatted("%2$s %1$s", "a", "b") == "b a"


def test_texts() -> None:
    assert trim("\u0000 a\u00a0\t") == "a\u00a0"
    assert substring("hello", 1, 3) == "el"
    with pytest.raises(IndexError):
        substring("abc", 2, 9)
    assert replaceAll("a1b2", "([0-9])", "<$1>") == "a<1>b<2>"
    assert (matches("abc", "[a-c]+"), matches("abcd", "[a-c]+")) == (True, False)
    assert (capitalize("spark"), hashCode("hello world")) == ("Spark", 1794106052)
    assert stripMargin("a\n  |b\n |c") == "a\nb\nc"
    assert mkString([1.0, None, True], "[", ";", "]") == "[1.0;null;true]"
    assert collectionText({"a": 1}, "HashMap") == "HashMap(a -> 1)"


def test_collections() -> None:
    assert sortWith([1, 3, 2], lambda a, b: a > b) == [3, 2, 1]
    assert groupBy(["a", "bb", "c"], len) == {1: ["a", "c"], 2: ["bb"]}
    assert (intersect([1, 1, 2], [1, 3]), diff([1, 1, 2], [1])) == ([1], [1, 2])
    assert (list(grouped([1, 2, 3], 2)), list(sliding([1, 2, 3], 2))) == (
        [[1, 2], [3]],
        [[1, 2], [2, 3]],
    )
    assert (find([1, 2], lambda n: n > 1), find([], bool)) == (Some(2), Option.empty())
    assert bothOptions((None, 1)) == (Option.empty(), Some(1))
    assert Regex("(\\w+)-(\\d+)").groups("ab-12") == ["ab", "12"]
    assert str(MatchError((1, "a"))) == "(1,a) (of class tuple)"


def test_random_numbers_are_javas() -> None:
    random = Random(42)
    assert [random.nextInt(10) for _ in range(5)] == [0, 3, 8, 4, 0]


def test_dates() -> None:
    zone = SimpleDateFormat("yyyy-MM-dd HH:mm:ss.SSS")
    assert zone.format(zone.parse("2020-02-03 04:05:06.000")) == "2020-02-03 04:05:06.000"


def test_files(tmp_path: object) -> None:
    file = File(File(str(tmp_path), "new"), "lines.txt")
    assert File(str(tmp_path), "new").mkdirs()
    assert not file.exists()
    writer = BufferedWriter(FileWriter(file))
    writer.write("a")
    writer.newLine()
    writer.println("b")
    writer.close()
    assert list(linesOf(file)) == ["a", "b"]
    assert file.length() == 4
    assert file.delete()


def test_atomic_values() -> None:
    count = AtomicLong(1)
    assert (count.incrementAndGet(), count.getAndAdd(3), count.get()) == (2, 2, 5)
    assert count.compareAndSet(5, 0)
    assert str(count) == "0"


def test_they_travel_to_executors_without_sparkish(tmp_path: object) -> None:
    def words(line: str) -> list[object]:
        return [*split(line, " "), quotient(-7, 2), formatted("%.1f", 0.25), int32(2**31)]

    pickled = cloudpickle.dumps(words)
    script = (
        "import sys, importlib.abc\n"
        "class No(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name.split('.')[0] == 'sparkish': raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, No())\n"
        "import pickle\n"
        "print(pickle.loads(sys.stdin.buffer.read())('a b '))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=pickled, capture_output=True, cwd=str(tmp_path)
    )
    assert done.stdout.decode().strip() == "['a', 'b', -3, '0.3', -2147483648]", (
        done.stderr.decode()
    )


def test_what_is_no_python_is_refused() -> None:
    (refusal,) = _notPython("a.scala", "x = 1\nf(x) += 1\n")
    assert "has made no Python of a line (`f(x) += 1`)" in str(refusal)
    assert not _notPython("a.scala", "x = 1\n")


def lineOfError(line: str) -> str:
    said = f"a rule has made no Python of a line (`{line}`): write that line in Python"
    return f"raise NotImplementedError({said!r})  # {line}"


def test_with_partial_a_line_that_is_no_python_is_an_error_and_the_rest_is_kept() -> None:
    port = "def f():\n    x = 'a\x0cb'\n    f(x) += 1\n    g(x) += 2\n    return x\n"
    kept = _readable(port).split("\n")
    assert kept[:2] == port.split("\n")[:2]
    assert kept[2:4] == [f"    {lineOfError('f(x) += 1')}", f"    {lineOfError('g(x) += 2')}"]
    assert kept[4:] == ["    return x", ""]
    assert _readable("x = 1\n") == "x = 1\n"


@pytest.mark.parametrize(
    "port",
    [
        "x = foo(a,\n    b c)\ny = 1\n",
        "if f(x) += 1:\n    y = 2\n    z = 3\ny = 1\n",
        "f(x) += 1",
        "x = [1,\n",
        "def f(x) += 1:\n    return (\n        1 2\n    )\ny = 1\n",
        "class A:\n    def f(self):\n        x = '''a\n        b\n",
    ],
)
def test_with_partial_python_reads_what_is_left(port: str) -> None:
    kept = _readable(port)
    compile(kept, "port", "exec")
    assert "NotImplementedError" in kept
    assert ("y = 1" in kept.split("\n")) == ("y = 1" in port)
