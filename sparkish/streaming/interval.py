"""Spans between two times: ``org.apache.spark.streaming.Interval`` as a pure Python value."""

from __future__ import annotations

from sparkish._core.interval import Interval

__all__ = ["Interval"]
