"""``scala.collection``: the part that streaming programs need, ``mutable.Queue``."""

from __future__ import annotations

from sparkish import mutable

__all__ = ["mutable"]
