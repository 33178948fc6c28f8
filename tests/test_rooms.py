"""A module imports only rooms below its own, and no module that imports it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: From the lowest to the highest; a module belongs to the room with the longest matching name.
ROOMS = (
    {"_executor"},
    {"_core", "option", "partitioner"},
    # Helpers of ported programs, also on workers.
    {"scala", "java"},
    {"_jvm", "streaming.duration", "streaming.time", "streaming.interval", "streaming.state"},
    {"streaming.scheduler", "streaming.listener"},
    {"_notebook"},
    {"conf", "lineserver", "log4j", "storage", "storagelevel", "core"},
    {"_rdd"},
    {"_context"},
    {"accumulators", "context", "partial", "util"},
    {"sql"},
    {"streaming._engine"},
    {"streaming._sources", "streaming.receiver", "streaming.queue"},
    {"streaming.dstream"},
    {"streaming"},
    {"streaming._kafka"},
    {"streaming.kafka", "streaming.kafka010", "mutable", "collection", "hadoop"},
    {"testing", "views", "port"},
    {"_cli", "__main__"},
)
FLOORS = {name: floor for floor, names in enumerate(ROOMS) for name in names}
#: Here streams get their own subclasses: the only modules that import each other.
RECURSION = "streaming.dstream._subclasses"
#: The translation of a program, which is recursive because programs are.
RULES = "port._translate."
#: The type of ``rdd.context``, only for a type checker.
TYPES = {("_rdd.base", "context")}
MODULES = {
    ".".join(path.relative_to(ROOT / "sparkish").with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in (ROOT / "sparkish").rglob("*.py")
    if path != ROOT / "sparkish/__init__.py"
}


def room(module: str) -> str:
    """The name of the room that a module belongs to."""
    while module not in FLOORS:
        module, dot, _ = module.rpartition(".")
        assert dot, f"{module} has no room: add it to ROOMS"
    return module


def imports(module: str, alsoTypes: bool = True) -> Iterator[tuple[str, int]]:
    """Every import in a module, at any place: the imported name and the line."""
    tree = ast.parse(MODULES[module].read_text())
    types = [
        node
        for branch in tree.body
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in branch.body
    ]
    for node in ast.walk(tree):
        if node in types and not alsoTypes:
            continue
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            yield name, node.lineno


def ours(module: str, alsoTypes: bool = True) -> Iterator[tuple[str, int]]:
    """The imports of modules of the package."""
    for name, line in imports(module, alsoTypes):
        if name.startswith("sparkish."):
            full = name.removeprefix("sparkish.")
            while full not in MODULES and "." in full:
                full = full.rpartition(".")[0]
            if full in MODULES:
                yield full, line


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_room_imports_only_rooms_below_it(module: str) -> None:
    for other, line in ours(module):
        assert FLOORS[room(other)] <= FLOORS[room(module)] or (module, other) in TYPES, (
            f"{MODULES[module]}:{line} imports sparkish.{other}, which stands above it"
        )


def test_the_workers_room_needs_only_python_and_pyspark() -> None:
    allowed = sys.stdlib_module_names | {"pyspark", "confluent_kafka", "typing_extensions"}
    for module in MODULES:
        for name, line in imports(module) if room(module) == "_executor" else ():
            known = name.partition(".")[0] in allowed or name.startswith("sparkish._executor.")
            assert known, f"{MODULES[module]}:{line} imports {name}"


def test_only_the_workers_room_is_pickled_by_value() -> None:
    for module, path in MODULES.items():
        if room(module) not in ("_executor", "scala", "java"):
            assert "\nportable(__name__)" not in path.read_text(), path


def test_no_modules_import_each_other() -> None:
    edges = {module: {name for name, _ in ours(module, alsoTypes=False)} for module in MODULES}
    edges[RECURSION] = set()
    for module, names in edges.items():
        # The parts of a program can be of every kind, so the rules of all subjects call each other.
        if module.startswith(RULES):
            edges[module] = {name for name in names if not name.startswith(RULES)}
    seen: dict[str, bool] = {}

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if seen.get(module):
            return
        for other in sorted(edges[module] - {module}):
            visit(other, (*path, module))
        seen[module] = True

    for module in MODULES:
        visit(module, ())
