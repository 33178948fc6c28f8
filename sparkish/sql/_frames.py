"""DataFrames, and what makes them of each other, with Scala's names on the RDDs that they give.

``sparkish.sql.DataFrame`` stays PySpark's own class, so that ``isinstance`` holds for a frame made
anywhere.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

from pyspark import sql

from sparkish._naming import nameResults, ours
from sparkish.sql.session import SparkSession

__all__ = ["NAMED"]

#: PySpark 4 has a class of its own for each, beside the one that Spark Connect's has too.
_MODULES = ("pyspark.sql.classic.dataframe", "pyspark.sql.dataframe")


def _theirs(name: str, *modules: str) -> Any:
    for module in modules:
        with suppress(AttributeError, ImportError):
            return getattr(import_module(module), name)
    return None


#: PySpark's classes; one that a PySpark has not is left out.
NAMED: list[type] = [
    theirs
    for theirs in (
        *(
            _theirs(name, *_MODULES)
            for name in ("DataFrame", "DataFrameNaFunctions", "DataFrameStatFunctions")
        ),
        _theirs("GroupedData", "pyspark.sql.group"),
        _theirs("DataFrameReader", "pyspark.sql.readwriter"),
        _theirs("Catalog", "pyspark.sql.catalog"),
        _theirs("TableValuedFunction", "pyspark.sql.tvf"),
    )
    if theirs is not None
]

_classes = [
    (ours(theirs)(type(theirs.__name__, (theirs,), {"__module__": __name__})), theirs)
    for theirs in NAMED
]
for _cls, _their in (*_classes, (SparkSession, sql.SparkSession)):
    nameResults(_cls, _their)
