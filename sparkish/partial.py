"""``org.apache.spark.partial``: what is known of a result before all of it has been computed."""

from __future__ import annotations

from sparkish._rdd.approximate import BoundedDouble, PartialResult

__all__ = ["BoundedDouble", "PartialResult"]
