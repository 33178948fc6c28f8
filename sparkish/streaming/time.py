"""Instants: ``org.apache.spark.streaming.Time`` as a pure Python value."""

from __future__ import annotations

from sparkish._core.time import Time

__all__ = ["Time"]
