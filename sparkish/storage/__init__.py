"""``org.apache.spark.storage``: the storage levels."""

from sparkish.storagelevel import StorageLevel

__all__ = ["StorageLevel"]
