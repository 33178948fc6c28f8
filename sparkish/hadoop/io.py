"""``org.apache.hadoop.io``: the full names of the classes of keys and values."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
