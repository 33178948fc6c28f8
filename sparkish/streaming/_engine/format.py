"""The text that ``DStream.print`` prints for a batch."""

from __future__ import annotations

from typing import Any

from sparkish._executor.text import scalaString

__all__ = ["formatBatch"]

_LINE = "-" * 43


def formatBatch(milliseconds: int, elements: list[Any], num: int) -> str:
    """Return the text that Scala's ``print(num)`` prints for a batch.

    Parameters
    ----------
    milliseconds : int
        The batch's time.
    elements : list
        The first ``num + 1`` elements, or all of them if there are fewer.
    num : int
        How many of the elements to show.

    Examples
    --------
    >>> print(formatBatch(1000, [("a", 1), ("b", None)], 1), end="")
    -------------------------------------------
    Time: 1000 ms
    -------------------------------------------
    (a,1)
    ...
    <BLANKLINE>
    """
    shown = [scalaString(element) for element in elements[: max(num, 0)]]
    more = ["..."] if len(elements) > num else []
    return "\n".join([_LINE, f"Time: {milliseconds} ms", _LINE, *shown, *more, "", ""])
