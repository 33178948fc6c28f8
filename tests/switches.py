"""A switch that turns optimisations off."""

from __future__ import annotations

from sparkish import SparkContext

__all__ = ["off"]


class off:
    """Switch an optimisation off in an existing context."""

    def __init__(self, sc: SparkContext, name: str, text: str = "false") -> None:
        self._conf, self._key = sc._conf, f"spark.sparkish.optimize.{name}"
        self._text = text

    def __enter__(self) -> None:
        self._conf.set(self._key, self._text)

    def __exit__(self, *exc: object) -> None:
        assert self._conf._jconf is not None
        self._conf._jconf.remove(self._key)
