"""Discretized streams: ``org.apache.spark.streaming.dstream`` in Python."""

from __future__ import annotations

from sparkish.streaming.dstream.dstream import DStream
from sparkish.streaming.dstream.inputs import (
    ConstantInputDStream,
    InputDStream,
    ReceiverInputDStream,
)
from sparkish.streaming.dstream.mapped import MapWithStateDStream
from sparkish.streaming.dstream.pairs import PairDStreamFunctions
from sparkish.streaming.dstream.transformed import TransformedDStream

__all__ = [
    "ConstantInputDStream",
    "DStream",
    "InputDStream",
    "MapWithStateDStream",
    "PairDStreamFunctions",
    "ReceiverInputDStream",
    "TransformedDStream",
]
