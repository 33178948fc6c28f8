"""confluent-kafka for executors that lack it: the driver sends its own along."""

from __future__ import annotations

from typing import Any

__all__ = ["ship"]


def ship(sc: Any) -> None:
    """Send it."""
