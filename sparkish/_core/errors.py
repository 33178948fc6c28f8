"""What sparkish raises beyond Python's own ``TypeError`` and ``ValueError``."""

from __future__ import annotations

__all__ = ["IllegalStateError", "JavaNotFoundError", "SparkishError"]


class SparkishError(Exception):
    """Base of the errors that sparkish itself raises."""


class IllegalStateError(SparkishError, RuntimeError):
    """A call that the state of the context does not allow; the context is left as it was.

    Scala: ``java.lang.IllegalStateException``.
    """


class JavaNotFoundError(SparkishError, RuntimeError):
    """No Java, or none that this PySpark can use; the message says how to get one."""
