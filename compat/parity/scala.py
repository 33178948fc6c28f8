"""Scala's signatures, which the compiler reads from the jars of the installed PySpark."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sparkish.port._oracle import spark

SPARK = "org.apache.spark."

#: The classes of the table; a name that ends with a dot is a package.
NAMES = (
    "streaming.",
    "streaming.dstream.",
    "streaming.receiver.",
    "streaming.scheduler.",
    "storage.StorageLevel",
    "SparkConf",
    "SparkContext",
    "Partitioner",
    "HashPartitioner",
    "rdd.RDD",
    "rdd.PairRDDFunctions",
    "rdd.OrderedRDDFunctions",
    "rdd.DoubleRDDFunctions",
    "rdd.SequenceFileRDDFunctions",
    "rdd.AsyncRDDActions",
)

# Java's types keep their packages: this shows which overloads are for Java.
_PACKAGE = re.compile(r"\b(?:[a-z]\w*\.)+(?=[A-Z])")
_JAVA = ("java.util.", "org.apache.spark.api.java.")


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    default: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.type}" + " = …" * self.default


@dataclass(frozen=True)
class Signature:
    """A public member of a class or of its companion, without its implicit parameters."""

    owner: str
    name: str
    lists: tuple[tuple[Parameter, ...], ...] = ()
    typeParameters: tuple[str, ...] = ()
    #: The type arguments that no argument implies, with bounds: ``("F", "InputFormat[K, V]")``.
    typeArguments: tuple[tuple[str, str], ...] = ()
    companion: bool = False
    declaredIn: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def group(self) -> str:
        return self.owner.rpartition(".")[2]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameters in self.lists for parameter in parameters)

    def __str__(self) -> str:
        types = f"[{', '.join(self.typeParameters)}]" if self.typeParameters else ""
        lists = "".join(f"({', '.join(map(str, parameters))})" for parameters in self.lists)
        return f"{self.group}.{self.name}{types}{lists}"


def signatures() -> list[Signature]:
    """Return all signatures, also those that the compiler makes itself."""
    jar = spark.compiled([Path(__file__).with_name("Signatures.scala")])
    command = [spark.java(), "-cp", f"{jar}:{spark.SPARK_HOME}/jars/*", "Signatures"]
    names = [SPARK + name for name in NAMES]
    done = subprocess.run([*command, *names], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(f"Signatures.scala failed:\n{done.stderr}")
    found = {_signature(row) for row in json.loads(done.stdout)}
    return sorted(found, key=lambda s: (_place(s.owner), s.owner, s.companion, str(s)))


def _place(owner: str) -> int:
    package, _, name = owner.removeprefix(SPARK).rpartition(".")
    entries = (f"{package}.", f"{package}.{name}".lstrip("."))
    return next(place for place, entry in enumerate(NAMES) if entry in entries)


def _signature(row: dict[str, Any]) -> Signature:
    lists = tuple(
        tuple(Parameter(p["name"], _short(p["type"]), p["default"]) for p in parameters)
        for parameters in row["lists"]
        if not any(p["implicit"] for p in parameters)
    )
    explicit = " ".join(parameter.type for parameters in lists for parameter in parameters)
    types = [(name, _short(bound).removeprefix(" <: ")) for name, bound in row["typeParameters"]]
    return Signature(
        owner=row["owner"],
        name=row["name"],
        lists=lists,
        typeParameters=tuple(name for name, _ in types),
        typeArguments=tuple(each for each in types if not re.search(rf"\b{each[0]}\b", explicit)),
        companion=row["companion"],
        declaredIn=row["declaredIn"],
        flags=frozenset(row["flags"]),
    )


def _short(scalaType: str) -> str:
    kept = _PACKAGE.sub(lambda found: "java." * found[0].startswith(_JAVA), scalaType)
    return re.sub(r",(?=\S)", ", ", kept)
