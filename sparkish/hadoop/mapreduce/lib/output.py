"""``org.apache.hadoop.mapreduce.lib.output``: what is written, by the formats' whole names."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
