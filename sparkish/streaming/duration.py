"""Durations: ``org.apache.spark.streaming.Duration`` as a pure Python value."""

from __future__ import annotations

from sparkish._core.duration import Duration, Durations, Milliseconds, Minutes, Seconds

__all__ = ["Duration", "Durations", "Milliseconds", "Minutes", "Seconds"]
