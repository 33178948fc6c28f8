"""The parts of ``StreamingContext`` that lower-level packages use."""

from __future__ import annotations

from typing import Any, Protocol

__all__ = ["Context"]


class Context(Protocol):
    """Sparkish's ``StreamingContext``, as lower-level code sees it."""

    _failedAt: str | None
    _isWaitTold: bool
    _graph: Any
    _isStopping: bool
    _jssc: Any
    _listeners: list[tuple[Any, Any]]
    _run: Any
    _sc: Any
    _termination: Any
    _waiting: int

    @property
    def _jvm(self) -> Any: ...

    @property
    def sparkContext(self) -> Any:
        """The SparkContext."""

    def start(self) -> None:
        """Start the streams."""

    def awaitTerminationOrTimeout(self, timeout: Any, /) -> Any:
        """Wait for the end, at most for ``timeout``."""

    def stop(self, stopSparkContext: Any = ..., *, stopGracefully: Any = ...) -> None:
        """Stop the streams."""

    def _stop(self, stopSparkContext: bool | None, gracefully: bool) -> None: ...
