"""How a DataFrame is saved."""

from __future__ import annotations

from enum import Enum

__all__ = ["SaveMode"]


class SaveMode(str, Enum):
    """What to do if data exists already: ``df.write.mode(SaveMode.Append)``.

    Each mode is also a string, as PySpark needs it.

    Scala: ``org.apache.spark.sql.SaveMode``.

    Examples
    --------
    >>> from sparkish.sql import SparkSession
    >>> frame = sc.parallelize([("a", 1)]).toDF("word", "count")
    >>> for mode in SaveMode.Append, SaveMode.Append, SaveMode.Ignore:
    ...     frame.write.mode(mode).json(directory + "/saved")
    >>> SparkSession.builder().getOrCreate().read.json(directory + "/saved").count()
    2
    """

    Append = "Append"
    Overwrite = "Overwrite"
    ErrorIfExists = "ErrorIfExists"
    Ignore = "Ignore"

    def __str__(self) -> str:
        return self.value
