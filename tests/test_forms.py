"""Overloads at run time."""

from __future__ import annotations

import pytest

from sparkish._core.forms import Forms

area: Forms[str] = Forms("area", {"side": "width"})


@area.form(width=int)
def _(width: int) -> str:
    return f"square {width}"


@area.form(width=int, height=(int, float))
def _(width: int, height: float) -> str:
    return f"rectangle {width} {height}"


@area.form(shape=callable)
def _(shape: object, scale: int = 1) -> str:
    return f"shape {scale}"


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        ((2,), {}, "square 2"),
        ((), {"side": 2}, "square 2"),
        ((2, 3.5), {}, "rectangle 2 3.5"),
        ((2,), {"height": 3}, "rectangle 2 3"),
        ((len,), {"scale": 4}, "shape 4"),
    ],
)
def test_the_form_that_fits_runs(args: tuple, kwargs: dict, expected: str) -> None:
    assert area(*args, **kwargs) == expected


@pytest.mark.parametrize("args", [(), ("2",), (2, "3"), (1, 2, 3)])
def test_where_none_fits_the_error_lists_the_forms(args: tuple) -> None:
    with pytest.raises(TypeError) as error:
        area(*args)
    assert "no matching call" in str(error.value)
    assert "area(width: int)" in str(error.value)
    assert "area(width: int, height: float)" in str(error.value)
    assert "area(shape: object, scale: int = 1)" in str(error.value)


def test_an_error_of_the_form_itself_is_not_taken_for_a_misfit() -> None:
    failing: Forms[None] = Forms("failing")

    @failing.form(value=int)
    def _(value: int) -> None:
        raise TypeError("from inside")

    with pytest.raises(TypeError, match="from inside"):
        failing(1)
