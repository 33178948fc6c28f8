"""``org.apache.hadoop.mapred``: the full names of the old interface's formats."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
