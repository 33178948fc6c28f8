"""``org.apache.hadoop.fs``: the ``Path`` that ``fileStream`` passes to its filter."""

from __future__ import annotations

from sparkish.streaming._sources.files import Path

__all__ = ["Path"]
