"""The form of our error messages: what happened, where in the user's code, what to write."""

from __future__ import annotations

__all__ = ["sentence"]


def sentence(what: str, where: object = None, write: str | None = None) -> str:
    """Return the text of an error message.

    Parameters
    ----------
    what : str
        What happened; its full stop is put behind the place.
    where : CallSite or str, optional
        The place in the user's code.
    write : str, optional
        What to write instead; it gets its own line.
    """
    text = what.removesuffix(".") + ("" if where is None else f", in {where}")
    text += "" if text.endswith("?") else "."
    return text if write is None else f"{text}\nWrite {write}"
