"""``org.apache.hadoop.mapred``: the formats of the old interface, by their whole names."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
