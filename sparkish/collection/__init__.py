"""``scala.collection``, as far as streaming programs need it: ``mutable.Queue``."""

from __future__ import annotations

from sparkish import mutable

__all__ = ["mutable"]
