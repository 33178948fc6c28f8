from __future__ import annotations

import pytest

from sparkish._executor.units import LONG_MAX, LONG_MIN, parseSize, parseTime


@pytest.mark.parametrize(
    ("text", "defaultUnit", "asUnit", "expected"),
    [
        ("10", "ms", "ms", 10),
        ("10", "s", "ms", 10_000),
        ("10", "s", "s", 10),
        ("10ms", "s", "ms", 10),
        ("2m", "ms", "ms", 120_000),
        ("2min", "ms", "s", 120),
        ("3h", "ms", "ms", 10_800_000),
        ("1d", "ms", "ms", 86_400_000),
        ("-1500us", "ms", "ms", -1),
        ("1999ms", "ms", "s", 1),
        (" 1S\t", "ms", "ms", 1000),
        (f"{LONG_MAX}d", "ms", "ms", LONG_MAX),
        (f"-{LONG_MAX}d", "ms", "ms", LONG_MIN),
    ],
)
def test_time(text: str, defaultUnit: str, asUnit: str, expected: int) -> None:
    assert parseTime(text, defaultUnit, asUnit) == expected


@pytest.mark.parametrize(
    ("text", "defaultUnit", "asUnit", "expected"),
    [
        ("10", "b", "b", 10),
        ("10", "k", "k", 10),
        ("10", "k", "b", 10_240),
        ("1K", "b", "b", 1024),
        ("1kb", "b", "b", 1024),
        ("1KiB", "b", "b", 1024),
        ("1023b", "k", "k", 0),
        ("2g", "m", "m", 2048),
        ("1t", "g", "g", 1024),
        ("8191p", "b", "b", 8191 * 1024**5),
    ],
)
def test_size(text: str, defaultUnit: str, asUnit: str, expected: int) -> None:
    assert parseSize(text, defaultUnit, asUnit) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.5s", "fractional values are not supported"),
        ("", "Spark cannot read it"),
        ("10 s", "Spark cannot read it"),
        ("+5s", "Spark cannot read it"),
        ("\u0661s", "Spark cannot read it"),
        ("\xa05s", "Spark cannot read it"),
        ("5x", "'x' is no unit"),
        (str(LONG_MAX + 1), "does not fit a Scala Long"),
    ],
)
def test_bad_time(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        parseTime(text)
    assert "for instance 50s, 100ms or 250us" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.5g", "fractional values are not supported"),
        (".5g", "fractional values are not supported"),
        ("-1k", "Spark cannot read it"),
        ("-0", "Spark cannot read it"),
        ("1 k", "Spark cannot read it"),
        ("10e", "'e' is no unit"),
        ("8192p", "exceeds a Scala Long when counted in 'b'"),
    ],
)
def test_bad_size(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parseSize(text)


def test_a_number_is_no_text() -> None:
    with pytest.raises(TypeError, match="a time is read from a str, not from 5"):
        parseTime(5)  # type: ignore[arg-type]
