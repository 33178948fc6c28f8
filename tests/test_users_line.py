"""An error names the user's own line, and its message is complete."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable

import pytest

from sparkish._jvm.failures import usersTrace

JAVA = "\n\tat org.apache.spark.Executor.run(Executor.scala:1)\nDriver stacktrace:\n\tat a.B.c(B:1)"


def _said(failing: Callable[[], object], declared: str | None = None) -> str:
    try:
        failing()
    except Exception:
        trace = traceback.format_exc()
        return usersTrace(trace + JAVA, declared).removesuffix("\n\n" + (trace + JAVA).strip())
    raise AssertionError("nothing has failed")


def test_the_call_of_a_library_is_named_not_the_line_in_it() -> None:
    said = _said(lambda: json.loads("no"))
    assert said.startswith(
        "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
    )
    assert f", in <lambda> at {__file__}:" in said


def test_where_no_frame_is_the_users_the_declaration_is_named() -> None:
    trace = (
        'Traceback (most recent call last):\n  File "/x/pyspark.zip/pyspark/worker.py", line 9, in '
        "main\nTypeError: 'NoneType' object is not iterable\n" + JAVA
    )
    assert usersTrace(trace, "flatMap() at job.py:3").splitlines()[0] == (
        "TypeError: 'NoneType' object is not iterable, in flatMap() at job.py:3."
    )


def test_the_whole_message_is_told() -> None:
    def fail() -> None:
        raise ValueError("first\n\n  second\nthird")

    assert _said(fail).startswith("ValueError: first\n\n  second\nthird, in fail at ")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python has no exception groups")
def test_an_exception_group_is_opened() -> None:
    def inner() -> None:
        raise KeyError("b")

    def fail() -> None:
        try:
            inner()
        except KeyError as error:
            raise ExceptionGroup("two of them", [ValueError("a"), error]) from None  # noqa: F821

    said = _said(fail)
    assert said.startswith(
        "ExceptionGroup: two of them (2 sub-exceptions)\n  ValueError: a\n  KeyError: 'b', in fail"
    ), said
