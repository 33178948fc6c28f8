"""Maps old module names to new ones: old pickles and checkpoints have the old names."""

from __future__ import annotations

import importlib
import sys
from functools import partial
from types import ModuleType
from typing import Any

__all__ = ["moved", "serveOldNames"]

_PREFIX = "sparkish."
_MOVED = {
    "_actions": "_rdd.actions",
    "_answers": "_executor.answers",
    "_approximate": "_rdd.approximate",
    "_callsite": "_core.callsite",
    "_cells": "_notebook.cells",
    "_checkpoints": "streaming._engine.checkpoints",
    "_dataframes": "_rdd.frames",
    "_displays": "_notebook.displays",
    "_doctor": "_core.doctor",
    "_errors": "_core.errors",
    "_fallthrough": "_core.fallthrough",
    "_forms": "_core.forms",
    "_hadoop": "_jvm.hadoop",
    "_hadoopreaders": "_context.hadoopfiles",
    "_javanumbers": "_executor.javanumbers",
    "_jobs": "_context.jobs",
    "_lineage": "_rdd.lineage",
    "_naming": "_core.naming",
    "_optimizations": "_core.switches",
    "_parentheses": "_executor.parentheses",
    "_piping": "_executor.pipes",
    "_portable": "_executor.portable",
    "_printing": "_notebook.printing",
    "_rddorders": "_rdd.ordered",
    "_rddpairs": "_rdd.pairs",
    "_rddtypes": "_rdd.types",
    "_results": "_executor.results",
    "_sampling": "_rdd.sampling",
    "_scalacontext": "_context.names",
    "_shared": "_executor.shared",
    "_shuffles": "_jvm.shuffles",
    "_shutdown": "_jvm.shutdown",
    "_sketch": "_executor.sketches",
    "_text": "_executor.text",
    "_threads": "_core.threads",
    "_units": "_executor.units",
    "_workeroutput": "_executor.workeroutput",
    "_workers": "_executor.stages",
    "streaming._checks": "streaming._engine.checks",
    "streaming._contexts": "streaming._engine.construct",
    "streaming._contextstate": "streaming._engine.contextstate",
    "streaming._elements": "_executor.elements",
    "streaming._files": "streaming._sources.files",
    "streaming._format": "streaming._engine.format",
    "streaming._functions": "streaming._engine.callbacks",
    "streaming._graph": "streaming._engine.callgraph",
    "streaming._kafka.deserializers": "_executor.kafka.deserializers",
    "streaming._kafka.fetching": "_executor.kafka.fetching",
    "streaming._kafka.makers": "_executor.kafka.makers",
    "streaming._kafka.records": "_executor.kafka.records",
    "streaming._links": "streaming._sources.links",
    "streaming._listeners": "streaming._engine.listenerbus",
    "streaming._pickles": "_executor.pickles",
    "streaming._receivers": "streaming._sources.receiving",
    "streaming._runs": "streaming._engine.run",
    "streaming._seal": "_executor.seal",
    "streaming._sockets": "streaming._sources.sockets",
    "streaming._together": "streaming._engine.together",
    "streaming._tracker": "streaming._sources.tracker",
    "streaming.dstream._combining": "streaming._engine.combining",
    "streaming.dstream._generation": "streaming._engine.generation",
    "streaming.dstream._joins": "_rdd.joins",
    "streaming.dstream._outputs": "streaming._engine.outputs",
    "streaming.dstream._sliding": "streaming._engine.sliding",
    "streaming.dstream._states": "_executor.statebuckets",
    "views._drawblocks": "views._blocks.draw",
    "views._drawgraph": "views._graph.draw",
    "views._drawtimeline": "views._timeline.draw",
}

#: Packages that used to be modules, and the present modules of their names.
_PACKAGES = {
    "_executor": ("_executor.gathering",),
    "_jvm": ("_jvm.conversions", "_jvm.failures", "_jvm.names"),
    "_rdd": ("_rdd.base", "_core.naming"),
    "streaming._sources": ("streaming._streams",),
    "streaming.duration": ("_core.duration",),
    "streaming.interval": ("_core.interval",),
    "streaming.time": ("_core.time",),
}


def moved(name: str) -> str | None:
    """Return the present module for an old name, or None for any other name."""
    new = _MOVED.get(name.removeprefix(_PREFIX))
    return None if new is None else _PREFIX + new


def serveOldNames() -> None:
    """Make packages serve the names of the old modules that they replaced."""
    for old, new in _PACKAGES.items():
        if (package := sys.modules.get(_PREFIX + old)) is not None:
            vars(package).setdefault("__getattr__", partial(_attribute, new))


def _attribute(modules: tuple[str, ...], name: str) -> Any:
    for module in modules if not name.startswith("__") else ():
        value = getattr(importlib.import_module(_PREFIX + module), name, None)
        if value is not None and not isinstance(value, ModuleType):
            return value
    raise AttributeError(f"no {name!r} here")
