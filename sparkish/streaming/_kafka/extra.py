"""The extra ``kafka``: confluent-kafka, or a sentence where it is not installed."""

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
    """Return where librdkafka's own lines go, rather than to the standard error.

    A program that configures Python's logging has them; what matters comes as an error, too.
    """
    logger = logging.getLogger("sparkish.streaming.kafka")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger
