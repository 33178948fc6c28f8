"""Makes ``import sparkish.X`` give PySpark's ``pyspark.X`` wherever sparkish has no X of its own.

The module object is PySpark's, not a copy of it: classes keep their identity and pickle under
PySpark's name, so that executors need no sparkish.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_OURS = "sparkish."

# PySpark 4 moved its context; both of its names lead to ours.
_RENAMED = {"sparkish.core.context": "sparkish.context"}


def install() -> None:
    """Put the finder before Python's own, once."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_OURS):
            return None
        parent = sys.modules.get(fullname.rpartition(".")[0])
        # Python's own search must not look into an alias: it would load a second copy.
        ours = parent is not None and parent.__name__.startswith("sparkish")
        if ours and PathFinder.find_spec(fullname, path) is not None:
            return None
        original = _RENAMED.get(fullname, "pyspark." + fullname.removeprefix(_OURS))
        try:
            module = importlib.import_module(original)
        except ModuleNotFoundError as error:
            if error.name == original:
                return None
            raise
        return ModuleSpec(fullname, _Alias(module), is_package=hasattr(module, "__path__"))


class _Alias(Loader):
    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has just written the alias's spec over the module's own.
        module.__spec__ = self._spec
