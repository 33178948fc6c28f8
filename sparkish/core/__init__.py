"""PySpark 4's package of its context and RDDs; its ``context`` is ``sparkish.context``."""

from __future__ import annotations

from sparkish._core import fallthrough as _fallthrough

_fallthrough.complete()
