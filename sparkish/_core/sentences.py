"""The form of our error messages: what happened, where in the user's code, what to write."""

from __future__ import annotations

__all__ = ["sentence"]


def sentence(what: str, where: object = None, write: str | None = None) -> str:
    """Return the text of an error message.

    Parameters
    ----------
    what : str
        What happened, without a period.
    where : CallSite or str, optional
        The place in the user's code.
    write : str, optional
        What to write instead; it gets its own line.
    """
    place = "" if where is None else f", in {where}"
    text = f"{what}{place}" + ("" if what.endswith("?") and not place else ".")
    return text if write is None else f"{text}\nWrite {write}"
