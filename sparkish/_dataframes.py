"""``toDF`` with the names of the columns, as Scala has it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyspark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["dataFrame", "isSchema"]

_SCALARS = (bool, int, float, str, bytes, bytearray, Decimal, date, datetime, timedelta)
_SQL_TYPE = re.compile(
    "bigint|binary|boolean|byte|char|date|dec|decimal|double|float|int|integer|interval|long|"
    "numeric|real|short|smallint|string|timestamp|timestamp_ltz|timestamp_ntz|tinyint|varchar|"
    "variant|void",
    re.IGNORECASE,
)


def isSchema(text: str) -> bool:
    """Tell whether a string is a schema, as PySpark takes one, and not the name of a column."""
    return not text.isidentifier() or bool(_SQL_TYPE.fullmatch(text))


def dataFrame(session: Any, rdd: pyspark.RDD[Any], names: list[str]) -> DataFrame:
    """Return a DataFrame with the names, and the types of the elements."""
    from pyspark.sql.types import StringType, StructType

    # As many as PySpark itself looks at, to learn the types.
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
