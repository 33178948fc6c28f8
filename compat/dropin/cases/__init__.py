"""Programs with PySpark's call forms: the same body runs with PySpark's names and sparkish's."""

from __future__ import annotations

from compat.dropin.cases import (
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

MODULES = (streams, functions, pairs, windows, state, ownclasses, outputs, files, life)
