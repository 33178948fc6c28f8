"""The extra ``kafka``: confluent-kafka, or a helpful error if it is not installed."""

from __future__ import annotations

import importlib
import logging
from typing import Any

__all__ = ["confluentKafka", "quietLogger"]

_MISSING = (
    "Kafka needs confluent-kafka, which is not installed here: pip install 'sparkish[kafka]' (or "
    "pip install confluent-kafka)."
)


def confluentKafka() -> Any:
    """Return the module ``confluent_kafka``.

    Raises
    ------
    ImportError
        If it is not installed; the message says how to get it.
    """
    try:
        return importlib.import_module("confluent_kafka")
    except ModuleNotFoundError as error:
        if error.name != "confluent_kafka":
            raise
        raise ImportError(_MISSING) from error


def quietLogger() -> logging.Logger:
    """Return the logger for librdkafka's own lines, which otherwise go to the standard error.

    A program that configures Python's logging gets them. Important ones are also raised as errors.
    """
    logger = logging.getLogger("sparkish.streaming.kafka")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger
