"""Sparkish's own errors, besides Python's ``TypeError`` and ``ValueError``."""

from __future__ import annotations

__all__ = ["IllegalStateError", "JavaNotFoundError", "SparkishError"]


class SparkishError(Exception):
    """The base class of sparkish's own errors."""

    # A traceback shows the name that a job imports. So do the classes below.
    __module__ = "sparkish"


class IllegalStateError(SparkishError, RuntimeError):
    """The context's state does not allow the call; the context is unchanged.

    Scala: ``java.lang.IllegalStateException``.
    """

    __module__ = "sparkish"


class JavaNotFoundError(SparkishError, RuntimeError):
    """There is no Java that this PySpark can use; the message says how to get one."""

    __module__ = "sparkish"
