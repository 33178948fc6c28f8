"""``scala.collection.mutable``: the same as ``sparkish.mutable``."""

from __future__ import annotations

from sparkish.mutable import Queue

__all__ = ["Queue"]
