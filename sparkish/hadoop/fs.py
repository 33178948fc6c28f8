"""``org.apache.hadoop.fs``: the ``Path`` that the filter of ``fileStream`` is called with."""

from __future__ import annotations

from sparkish.streaming._sources.files import Path

__all__ = ["Path"]
