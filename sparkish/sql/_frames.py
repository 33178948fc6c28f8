"""DataFrames and related classes; the RDDs that they return have Scala's names.

``sparkish.sql.DataFrame`` is PySpark's own class, so that ``isinstance`` is true for every frame.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from pyspark import sql
from pyspark.errors import AnalysisException

from sparkish._core.errors import IllegalStateError
from sparkish._core.naming import nameResults, ours
from sparkish.sql.session import SparkSession

__all__ = ["NAMED"]

#: PySpark 4 has "classic" classes, and base classes that Spark Connect shares.
_MODULES = ("pyspark.sql.classic.dataframe", "pyspark.sql.dataframe")


def _theirs(name: str, *modules: str) -> Any:
    for module in modules:
        with suppress(AttributeError, ImportError):
            return getattr(import_module(module), name)
    return None


#: PySpark's classes, without those that the installed PySpark lacks.
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


def withoutColumns(frame: Any, site: str) -> Any:
    """Return a frame without columns, which explains itself to a user who asks for a column."""
    frame.__class__ = _Columnless
    frame._site = site
    vars(frame._sc)["_columnless"] = site
    return frame


def explained(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a method: if a column is missing, its error says why."""

    @functools.wraps(theirs)
    def asked(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return theirs(self, *args, **kwargs)
        except (AnalysisException, AttributeError) as error:
            site = vars(self._sc).get("_columnless")
            unknown = isinstance(self, _Columnless) or "UNRESOLVED_COLUMN" in str(error)
            if site is None or not unknown:
                raise
            raise IllegalStateError(
                f"The DataFrame of {site} has no columns: its RDD had no elements, and their type "
                'is unknown. Write toDF("word", "count"), annotate the function that makes the '
                "elements, def record(line: str) -> Record, or check rdd.isEmpty() first."
                f"\n{error}"
            ) from error

    return asked


class _Columnless(_classes[0][0]):  # type: ignore[misc]
    """A frame of an RDD that has no elements and no known columns."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


for _name in dir(_Columnless):
    if inspect.isfunction(_method := getattr(_Columnless, _name)) and (
        not _name.startswith("_") or _name in ("__getattr__", "__getitem__")
    ):
        setattr(_Columnless, _name, explained(_method))
SparkSession.sql = explained(SparkSession.sql)  # type: ignore[method-assign]
