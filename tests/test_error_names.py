"""A traceback shows an error of ours by a name that a job can import or catch."""

from __future__ import annotations

import importlib
import pickle
import traceback

import pytest

import sparkish
from sparkish._core import errors
from sparkish._core.notrdd import AbsentOfSequences, NoRDDError, noAttribute
from sparkish._jvm import failures

CLASSES = [
    errors.SparkishError,
    errors.IllegalStateError,
    errors.JavaNotFoundError,
    failures.JavaError,
    failures.BatchFailedError,
]


@pytest.mark.parametrize("kind", CLASSES)
def test_the_name_is_importable_from_sparkish(kind: type[BaseException]) -> None:
    assert getattr(sparkish, kind.__name__) is kind
    assert kind.__name__ in sparkish.__all__
    assert getattr(importlib.import_module(kind.__module__), kind.__qualname__) is kind


def test_a_traceback_shows_it() -> None:
    shown = traceback.format_exception_only(errors.IllegalStateError("no"))
    assert shown == ["sparkish.IllegalStateError: no\n"]


def test_errors_of_now_and_of_before_are_unpickled() -> None:
    error = pickle.loads(pickle.dumps(errors.IllegalStateError("no")))
    assert type(error) is errors.IllegalStateError
    assert error.args == ("no",)
    # As pickle wrote it when the class had the name of its module.
    before = b"\x80\x04csparkish._core.errors\nIllegalStateError\n(X\x02\x00\x00\x00notR."
    assert type(pickle.loads(before)) is errors.IllegalStateError


def test_what_a_stream_lacks_is_an_attribute_error() -> None:
    error = noAttribute("a stream", "collect")
    assert isinstance(error, NoRDDError)
    (shown,) = traceback.format_exception_only(error)
    assert shown.startswith("AttributeError: A str has no collect: ")
    with pytest.raises(TypeError) as raised:
        AbsentOfSequences("length", ".count()").__get__("a stream")
    (shown,) = traceback.format_exception_only(raised.value)
    assert shown.startswith("TypeError: A DStream has no length: ")
    copied = pickle.loads(pickle.dumps(raised.value))
    assert type(copied) is TypeError
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is AttributeError
    assert str(copied) == str(error)
