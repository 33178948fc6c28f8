"""Sketches: estimates within their bounds, for any values and any order."""

from __future__ import annotations

import math

import pytest

from sparkish._executor.sketches import Sketch, Sketches


def sketched(sketches: Sketches, numbers: range, parts: int = 1) -> Sketch:
    whole = sketches.empty()
    for first in range(parts):
        part = sketches.empty()
        for number in numbers[first::parts]:
            part = sketches.add(part, (number, "value"))
            part = sketches.add(part, (number, "value"))
        whole = sketches.merge(whole, part)
    return whole


@pytest.fixture(autouse=True)
def _hashSeed(monkeypatch: pytest.MonkeyPatch) -> None:
    # As on executors; PySpark requires it before it hashes.
    monkeypatch.setenv("PYTHONHASHSEED", "0")


@pytest.mark.parametrize("p", [9, 12])
@pytest.mark.parametrize("count", [1, 100, 1500, 5000, 20000])
def test_an_estimate_is_within_four_standard_deviations(p: int, count: int) -> None:
    sketches = Sketches(p)
    estimate = sketches.estimate(sketched(sketches, range(count)))
    assert abs(estimate - count) <= max(1, 4 * 1.04 / math.sqrt(2**p) * count)


@pytest.mark.parametrize("count", [0, 1, 10, 300])
def test_a_sparse_sketch_is_all_but_exact(count: int) -> None:
    sketches = Sketches(9, 25)
    sketch = sketched(sketches, range(count))
    assert isinstance(sketch, dict)
    assert sketches.estimate(sketch) == count


def test_a_sketch_that_was_sparse_is_what_it_would_have_been() -> None:
    once, always = Sketches(9, 20), Sketches(9)
    numbers = range(700)
    assert isinstance(sketched(once, numbers), bytearray)
    assert sketched(once, numbers) == sketched(always, numbers)


@pytest.mark.parametrize("sp", [0, 9, 25])
@pytest.mark.parametrize("count", [10, 600, 3000])
def test_parts_merge_to_the_whole(sp: int, count: int) -> None:
    sketches = Sketches(9, sp)
    numbers = range(count)
    whole = sketched(sketches, numbers)
    for parts in (2, 7):
        merged = sketched(sketches, numbers, parts)
        assert sketches.estimate(merged) == sketches.estimate(whole)
    nothing = sketches.empty()
    assert sketches.estimate(sketches.merge(nothing, whole)) == sketches.estimate(whole)


def test_no_value_is_none() -> None:
    for sketches in (Sketches(4), Sketches(4, 4)):
        assert sketches.estimate(sketches.empty()) == 0
