"""``org.apache.hadoop.io``: what keys and values are, by their whole names."""

from __future__ import annotations

from sparkish.hadoop import className


def __getattr__(name: str) -> str:
    return className(__name__, name)
