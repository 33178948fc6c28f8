"""``org.apache.spark.partial``: results that are known before the whole job is done."""

from __future__ import annotations

from sparkish._rdd.approximate import BoundedDouble, PartialResult

__all__ = ["BoundedDouble", "PartialResult"]
