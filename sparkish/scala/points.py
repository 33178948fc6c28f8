"""MLlib's points, read from the text that Scala reads."""

from __future__ import annotations

from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


def parseLabeledPoint(text: str) -> Any:
    """Return a point and its label. Scala: ``LabeledPoint.parse``.

    Parameters
    ----------
    text : str
        ``(1.0,[2.0,3.0])``, ``(1.0,(3,[0,2],[2.0,3.0]))``, or ``1.0,2.0 3.0``.
    """
    from pyspark.mllib.linalg import Vectors
    from pyspark.mllib.regression import LabeledPoint

    if text.startswith("("):
        label, _, vector = text[1:-1].partition(",")
        return LabeledPoint(float(label), Vectors.parse(vector))
    label, values = text.split(",")
    return LabeledPoint(float(label), Vectors.dense([float(each) for each in values.split()]))
