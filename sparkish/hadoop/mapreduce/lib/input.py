"""``org.apache.hadoop.mapreduce.lib.input``: the full names of the input formats."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
