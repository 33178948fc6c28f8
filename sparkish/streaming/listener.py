"""``StreamingListener``: PySpark's own."""

from __future__ import annotations

from pyspark.streaming import StreamingListener

__all__ = ["StreamingListener"]
