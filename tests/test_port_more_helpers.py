"""The helpers of ported programs for enumerations, Either, iterators, places and texts inside."""

from __future__ import annotations

import pickle

import pytest

from sparkish import Option, Some
from sparkish.scala import (
    Enumeration,
    Left,
    Right,
    added,
    elementAt,
    endsWith,
    groupMapReduce,
    inits,
    lookAhead,
    patch,
    place,
    removed,
    scanRight,
    shapedText,
    splitByChars,
    startsWith,
    tails,
    toIntOption,
    transpose,
    withDefaultValue,
    zipAll,
)


class Color(Enumeration):
    Red = 0
    Green = 5, "green"


def test_an_enumeration_has_scalas_texts_and_order() -> None:
    assert [str(each) for each in Color] == ["Red", "green"]
    assert Color.withName("green") is Color.Green
    assert Color(0) is Color.Red
    assert Color.Green.id == 5
    assert Color.Red < Color.Green
    assert pickle.loads(pickle.dumps(Color.Green)) is Color.Green
    with pytest.raises(LookupError, match="No value found for 'Blue'"):
        Color.withName("Blue")


def test_either_keeps_its_side() -> None:
    assert str(Right(1).map(lambda n: n + 1)) == "Right(2)"
    assert str(Left("x").map(lambda n: n + 1)) == "Left(x)"
    assert Left("x").leftMap(len) == Left(1)
    assert Right(4).flatMap(lambda n: Left(n)) == Left(4)
    assert Left("abc").fold(len, lambda n: n) == 3
    assert Left(1).toOption() == Option.empty()
    assert Right(1).toOption() == Some(1)
    assert Left(1) != Right(1)


def test_looking_ahead_takes_nothing_away() -> None:
    values = lookAhead([1, 2])
    assert values.hasNext()
    assert values.hasNext()
    assert list(values) == [1, 2]
    assert not values.hasNext()
    with pytest.raises(StopIteration):
        next(values)


def test_places_are_counted_from_the_beginning() -> None:
    assert elementAt([1, 2], 1) == 2
    for at in (-1, 2):
        with pytest.raises(IndexError):
            elementAt([1, 2], at)
        with pytest.raises(IndexError):
            place([1, 2], at)


def test_a_default_value_puts_nothing_there() -> None:
    counts = withDefaultValue({}, 0)
    assert counts["a"] == 0
    assert "a" not in counts
    counts["a"] += 2
    assert pickle.loads(pickle.dumps(counts))["b"] == 0
    assert dict(counts) == {"a": 2}


def test_sets_tell_whether_they_changed() -> None:
    values = {1}
    assert [added(values, 1), added(values, 2), removed(values, 9), removed(values, 1)] == [
        False,
        True,
        False,
        True,
    ]
    assert values == {2}


def test_lists_in_parts() -> None:
    assert list(tails([1, 2])) == [[1, 2], [2], []]
    assert list(inits([1, 2])) == [[1, 2], [1], []]
    assert scanRight([1, 2, 3], 0, lambda a, b: a + b) == [6, 5, 3, 0]
    assert patch([1, 2, 3], 1, [7, 8], 1) == [1, 7, 8, 3]
    assert transpose([[1, 2], [3, 4]]) == [[1, 3], [2, 4]]
    assert zipAll(["a", "b"], [1], "z", 0) == [("a", 1), ("b", 0)]
    assert startsWith([1, 2], [1])
    assert not endsWith([1, 2], [1])
    words = ["a", "bb", "c"]
    assert groupMapReduce(words, len, lambda _: 1, lambda a, b: a + b) == {1: 2, 2: 1}


def test_texts_know_what_is_inside() -> None:
    assert shapedText({"k": [1]}, "Map[,ListBuffer]") == "Map(k -> ListBuffer(1))"
    assert shapedText(Some([1]), "Option[Vector]") == "Some(Vector(1))"
    assert shapedText(Option.empty(), "Option[Vector]") == "None"
    assert shapedText([0.1], "List[Float]") == "List(0.1)"


def test_text_is_cut_at_characters() -> None:
    assert splitByChars("a.b;c..", [".", ";"]) == ["a", "b", "c"]
    assert splitByChars("a^b]c", "^]") == ["a", "b", "c"]
    assert toIntOption("5") == Some(5)
    assert toIntOption("5 ") == Option.empty()
