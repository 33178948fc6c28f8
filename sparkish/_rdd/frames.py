"""Scala's ``toDF``: with column names, for records, and for an RDD without elements."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pyspark

from sparkish._core.callsite import CallSite, callSite

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructType

__all__ = ["dataFrame", "isSchema", "recordFrame", "sqlSession", "useSQL"]

_SCALARS = (bool, int, float, str, bytes, bytearray, Decimal, date, datetime, timedelta)
_SQL_TYPE = re.compile(
    "bigint|binary|boolean|byte|char|date|dec|decimal|double|float|int|integer|interval|long|"
    "numeric|real|short|smallint|string|timestamp|timestamp_ltz|timestamp_ntz|tinyint|varchar|"
    "variant|void",
    re.IGNORECASE,
)


class _SQL(NamedTuple):
    session: Callable[[], SparkSession]
    withoutColumns: Callable[[Any, str], Any]


_sql: _SQL


def useSQL(session: Callable[[], SparkSession], withoutColumns: Callable[[Any, str], Any]) -> None:
    """Register the functions that make frames: ``sparkish.sql`` imports RDDs, not the reverse.

    Parameters
    ----------
    session : callable
        Returns the SparkSession.
    withoutColumns : callable
        Wraps a frame without columns, so that asking for a column raises a helpful error.
    """
    global _sql
    _sql = _SQL(session, withoutColumns)


def sqlSession() -> SparkSession:
    """Return the SparkSession that makes the frames of RDDs."""
    return _sql.session()


def isSchema(text: str) -> bool:
    """Tell whether a string is a schema, as in PySpark, and not the name of a column."""
    return not text.isidentifier() or bool(_SQL_TYPE.fullmatch(text))


def dataFrame(session: Any, rdd: pyspark.RDD[Any], names: list[str]) -> DataFrame:
    """Return a DataFrame with these column names and the elements' types."""
    from pyspark.sql.types import StringType, StructType

    # PySpark itself takes 100 elements to infer the types.
    elements = rdd.take(100)
    schema = StructType()
    if not elements:
        for name in names:
            schema.add(name, StringType())
        return session.createDataFrame([], schema)  # type: ignore[no-any-return]
    if isinstance(elements[0], _SCALARS):
        rdd, elements = rdd.map(lambda element: (element,)), [(each,) for each in elements]
    schema = session.createDataFrame(elements, names).schema
    return session.createDataFrame(rdd, schema, verifySchema=False)  # type: ignore[no-any-return]


def recordFrame(session: Any, rdd: Any) -> DataFrame:
    """Return a DataFrame of records, with the record's fields as its columns.

    PySpark sorts the fields of a dataclass by name; here they keep the declared order, as in a
    Scala case class. An RDD without elements gives a frame without rows. Its columns are those that
    the same line made earlier or, if there are none, the fields that the RDD's function names.
    """
    site = callSite()
    schemas: dict[CallSite, StructType] = vars(rdd.ctx).setdefault("_recordSchemas", {})
    known = schemas.get(site)
    try:
        frame = session.createDataFrame(rdd)
    except ValueError as error:
        if str(error) != "RDD is empty":
            # PySpark cannot infer the type of a field that is None; the record may declare it.
            element = rdd.first()
            if not _isRecord(type(element)):
                raise
            schema = schemas.setdefault(site, _schema(type(element)))
            return session.createDataFrame(rdd, schema, verifySchema=False)  # type: ignore[no-any-return]
        return _emptyFrame(session, known or _declaredSchema(*getattr(rdd, "_maker", ())), site)
    names = frame.columns
    # Only sorted columns can be a dataclass's. Looking at an element costs a job.
    if known is None and len(names) > 1 and names == sorted(names):
        element = rdd.first()
        if dataclasses.is_dataclass(element):
            names = [field.name for field in dataclasses.fields(element)]
    elif known is not None:
        names = known.names
    if names != frame.columns and sorted(names) == sorted(frame.columns):
        frame = frame.select(*names)
    if known is None:
        schemas[site] = frame.schema
        vars(rdd.ctx).pop("_columnless", None)
    return frame  # type: ignore[no-any-return]


def _emptyFrame(session: Any, schema: StructType | None, site: CallSite) -> DataFrame:
    from pyspark.sql.types import StructType

    if schema is not None:
        return session.createDataFrame([], schema)  # type: ignore[no-any-return]
    made: DataFrame = _sql.withoutColumns(session.createDataFrame([], StructType()), str(site))
    return made


def _declaredSchema(f: Any = None, isFlat: bool = False) -> StructType | None:
    """Return the schema of a function's results, if its annotations or its code show it."""
    from pyspark.sql import Row

    if not callable(f):
        return None
    returned = _returned(f)
    if isFlat:
        [returned] = typing.get_args(returned)[:1] or [None]
    if _isRecord(returned):
        return _schema(returned)
    code = getattr(f, "__code__", None)
    if code is None:
        return None
    # lambda w: Record(w) has no annotation, but its code names exactly one record.
    used = inspect.getclosurevars(f)
    named = [cls for cls in {**used.globals, **used.nonlocals}.values() if _isRecord(cls)]
    if len(named) == 1:
        return _schema(named[0])
    # Row(word=w): the field names are a constant of the code.
    keywords = [each for each in code.co_consts if type(each) is tuple and _areNames(each)]
    if Row in used.globals.values() and len(keywords) == 1:
        return _schema(dict.fromkeys(keywords[0], str))
    return None


def _areNames(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _returned(f: Callable[..., Any]) -> Any:
    return f if isinstance(f, type) else _hints(f).get("return")


def _hints(annotated: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(annotated)
    except Exception:  # an undefined name, or an object without annotations
        return {}


def _isRecord(cls: Any) -> bool:
    isTuple = isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, "_fields")
    return isTuple or (isinstance(cls, type) and dataclasses.is_dataclass(cls))


def _schema(record: Any) -> StructType:
    """Return a record's schema; a field without a known type is a string."""
    from pyspark.sql.types import StructType

    if isinstance(record, dict):
        hints = record
    else:
        fields = getattr(record, "_fields", None) or [
            field.name for field in dataclasses.fields(record)
        ]
        given = _hints(record)
        hints = {name: given.get(name, str) for name in fields}
    schema = StructType()
    for name, hint in hints.items():
        schema.add(name, _dataType(hint))
    return schema


def _dataType(hint: Any) -> DataType:
    from pyspark.sql import types as sqlTypes

    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        [hint, *_] = [each for each in arguments if each is not type(None)] or [str]
        return _dataType(hint)
    if _isRecord(hint):
        return _schema(hint)
    if origin is list and arguments:
        return sqlTypes.ArrayType(_dataType(arguments[0]))
    if origin is dict and len(arguments) == 2:
        return sqlTypes.MapType(_dataType(arguments[0]), _dataType(arguments[1]))
    if hint is Decimal:
        return sqlTypes.DecimalType(38, 18)
    found: Any = sqlTypes._type_mappings.get(hint, sqlTypes.StringType)
    return found()  # type: ignore[no-any-return]
