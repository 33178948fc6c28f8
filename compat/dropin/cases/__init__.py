"""Programs with PySpark's call forms: the same body runs with PySpark's names and sparkish's."""

from __future__ import annotations

from compat.dropin.cases import (
    dialect,
    driverstate,
    files,
    functions,
    life,
    outputs,
    ownclasses,
    pairs,
    state,
    streams,
    windows,
)

MODULES = (
    streams,
    functions,
    pairs,
    windows,
    state,
    dialect,
    ownclasses,
    outputs,
    driverstate,
    files,
    life,
)
