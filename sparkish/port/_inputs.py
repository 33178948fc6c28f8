"""What a Scala program reads, and how it is told where: its arguments, ports and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Inputs", "Place", "inputsOf", "walk"]

_CONTEXT = "org.apache.spark.streaming.StreamingContext."
_SOCKETS = {_CONTEXT + name for name in ("socketTextStream", "socketStream", "rawSocketStream")}
_RAW = _CONTEXT + "rawSocketStream"
_FOLDERS = {_CONTEXT + name for name in ("textFileStream", "fileStream", "binaryRecordsStream")}
_KAFKA = "org.apache.spark.streaming.kafka"
_KINESIS = "org.apache.spark.streaming.kinesis.KinesisInputDStream.Builder.build"
_OTHERS = ("Twitter", "Flume", "Kinesis", "ZeroMQ", "MQTT")

Node = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a value comes from: an argument's number, or a literal of the source."""

    argument: int | None = None
    #: The offsets of the literal, and its value.
    start: int = -1
    end: int = -1
    value: Any = None


@dataclass
class Inputs:
    """What a program reads and is told."""

    #: The full name of the object that is run, "" where there is none.
    main: str = ""
    #: Host and port of each socket.
    sockets: list[tuple[Place | None, Place | None]] = field(default_factory=list)
    #: Those of the sockets that read blocks of serialized strings.
    raw: set[int] = field(default_factory=set)
    #: The folder of each stream of files.
    folders: list[Place | None] = field(default_factory=list)
    #: Where output and checkpoints go.
    outputs: list[Place] = field(default_factory=list)
    masters: list[Place] = field(default_factory=list)
    #: What cannot be fed: names.
    others: list[str] = field(default_factory=list)
    #: How many arguments the program looks at, and those that it reads as numbers.
    arguments: int = 0
    numbers: set[int] = field(default_factory=set)
    #: What an argument may be, where it is matched against texts: the first of them.
    choices: dict[int, str] = field(default_factory=dict)
    streams: bool = False
    #: The text of its literals, which say what its lines look like.
    strings: list[str] = field(default_factory=list)
    #: Whether it makes numbers of what it reads.
    parses: bool = False


def walk(node: Any) -> Iterator[Node]:
    """Yield a node of a dump and all that are in it, outer ones first."""
    if isinstance(node, dict):
        if "k" in node:
            yield node
        for value in node.values():
            if isinstance(value, dict | list):
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


class _Reader:
    def __init__(self, file: Node) -> None:
        self.symbols = file["symbols"]
        self.values: dict[int, Node] = {}
        #: By name: a class's parameter has another symbol inside the class.
        self.named: dict[str, Node] = {}
        self.arguments: dict[int, int] = {}
        self.mains: set[int] = set()
        self.found = Inputs()

    def full(self, node: Node) -> str:
        return str(self.symbols[node["sym"]]["full"]) if "sym" in node else ""

    def place(self, node: Node | None) -> Place | None:
        """Follow an expression to where its value comes from."""
        for _ in range(20):
            if node is None:
                return None
            kind = node["k"]
            if kind == "Literal":
                return Place(start=node["s"], end=node["e"], value=node["v"])
            if kind == "Ident":
                symbol = node.get("sym", -1)
                if symbol in self.arguments:
                    return Place(argument=self.arguments[symbol])
                node = self.values.get(symbol) or self.named.get(node["name"])
            elif kind == "Select" and node["name"] in ("toInt", "toLong", "trim", "toString"):
                found = self.place(node["q"])
                if found and found.argument is not None and node["name"] in ("toInt", "toLong"):
                    self.found.numbers.add(found.argument)
                return found
            elif kind == "Apply" and self.isArguments(node["f"]) and len(node["args"]) == 1:
                index = node["args"][0]
                return Place(argument=index["v"]) if index["k"] == "Literal" else None
            elif (
                kind == "Apply"
                and node["f"]["k"] == "Select"
                and node["f"]["name"]
                in (
                    "toInt",
                    "parseInt",
                    "valueOf",
                )
            ):
                node = node["args"][0] if node["args"] else node["f"]["q"]
            elif kind == "If":
                node = node["b"]
            else:
                return None
        return None

    def bind(self, node: Node) -> None:
        """Read ``val Array(host, IntParam(port)) = args``."""
        names = []
        for n, pattern in enumerate(node["pat"]["args"]):
            if pattern["k"] == "PExtract" and len(pattern["args"]) == 1:
                pattern = pattern["args"][0]
                self.found.numbers.add(n)
            names.append(pattern.get("name"))
        for value in node["vars"]:
            if "sym" in value and value["name"] in names:
                self.arguments[value["sym"]] = names.index(value["name"])
        self.found.arguments = max(self.found.arguments, len(names))

    def isArguments(self, node: Node) -> bool:
        return node["k"] == "Ident" and (node.get("sym") in self.mains or node["name"] == "args")


def inputsOf(file: Node, others: Iterable[Node] = ()) -> Inputs:
    """Read a file's dump for what the program needs that it defines.

    Its other files say what the lines look like, too.
    """
    reader = _Reader(file)
    found = reader.found
    nodes = list(walk(file["tree"]))
    for node in nodes:
        kind = node["k"]
        if kind == "ClassDef" and node["sort"] == "object" and not found.main:
            isApp = any(p["tpt"].get("text", "").endswith("App") for p in node["parents"])
            own = [d for d in node["body"] if d["k"] == "DefDef" and d["name"] == "main"]
            if (isApp or own) and "sym" in node:
                found.main = reader.full(node)
                parameters = [p for d in own for ps in d["params"] for p in ps]
                reader.mains |= {p["sym"] for p in parameters if "sym" in p}
        elif kind == "ValDef" and "sym" in node and node["rhs"] is not None:
            reader.values[node["sym"]] = node["rhs"]
        elif (
            kind == "PatDef"
            and node["pat"]["k"] == "PExtract"
            and reader.isArguments(_last(node["rhs"]))
        ):
            reader.bind(node)
    _followCalls(nodes, reader)
    for node in nodes:
        _look(node, reader)
    for each in others:
        _openSockets(nodes, each, reader)
        more = inputsOf(each)
        found.strings += more.strings
        found.parses |= more.parses
    return found


def _followCalls(nodes: list[Node], reader: _Reader) -> None:
    """Give the parameters of the program's own functions and classes what a call gives them."""
    own: dict[str, list[Node]] = {}
    for node in nodes:
        if node["k"] == "DefDef" and "sym" in node:
            own[reader.full(node)] = [p for ps in node["params"] for p in ps]
        elif node["k"] == "ClassDef" and node.get("ctor") and "sym" in node:
            own[reader.full(node)] = [p for ps in node["ctor"] for p in ps]
    for node in nodes:
        if node["k"] == "New":
            full, lists = reader.full(node).removesuffix(".this"), node.get("args") or []
            given = [
                each for each in lists for each in (each if isinstance(each, list) else [each])
            ]
        elif node["k"] == "Apply":
            full, given = reader.full(node), node["args"]
        else:
            continue
        for parameter, value in zip(own.get(full, ()), given, strict=False):
            if "sym" in parameter and value["k"] != "NamedArg":
                reader.values.setdefault(parameter["sym"], value)
                reader.named.setdefault(parameter["name"], value)


def _openSockets(nodes: list[Node], file: Node, reader: _Reader) -> None:
    """Read which sockets the classes of another file open with what this one gives them."""
    other = _Reader(file)
    for cls in walk(file["tree"]):
        if cls["k"] != "ClassDef" or not cls.get("ctor") or "sym" not in cls:
            continue
        names = [each["name"] for group in cls["ctor"] for each in group]
        made = [n for n in walk(cls["body"]) if n["k"] == "New"]
        opened = [_given(n) for n in made if other.full(n) == "java.net.Socket.this"]
        places = [
            [names.index(each["name"]) if each.get("name") in names else -1 for each in given]
            for given in opened
        ]
        for node in nodes:
            isMade = node["k"] == "New" and reader.full(node).removesuffix(".this") == other.full(
                cls
            )
            given = _given(node) if isMade else []
            for host, port in (each for each in places if len(each) == 2 and min(each) >= 0):
                if len(given) > max(host, port):
                    found = reader.place(given[host]), reader.place(given[port])
                    reader.found.sockets.append(found)


def _given(new: Node) -> list[Node]:
    """Return the arguments of a constructor, of all their lists."""
    lists = new.get("args") or []
    return [each for found in lists for each in (found if isinstance(found, list) else [found])]


def _last(node: Node) -> Node:
    """What is taken of `args match { ... }` or of `args.take(2)`: the arguments themselves."""
    while node["k"] in ("Apply", "Select"):
        inner = node["f"] if node["k"] == "Apply" else node["q"]
        node = inner["q"] if inner["k"] == "Select" else inner
    return node


def _look(node: Node, reader: _Reader) -> None:
    found = reader.found
    full, kind = reader.full(node), node["k"]
    if kind == "Apply" and reader.isArguments(node["f"]):
        index = node["args"][0] if node["args"] else {"k": ""}
        if index["k"] == "Literal" and isinstance(index["v"], int):
            found.arguments = max(found.arguments, index["v"] + 1)
    elif kind == "Select" and node["name"] in ("toInt", "toLong", "toDouble"):
        place = reader.place(node)
        if place is None or place.argument is None:
            found.parses = True
    elif kind == "Literal" and node["lit"] == "String":
        found.strings.append(node["v"])
    elif kind == "Apply" and node.get("infix") and node["f"].get("name") in ("<", "!=", "=="):
        left, right = node["f"]["q"], node["args"][0]
        counts = left["k"] == "Select" and left["name"] in ("length", "size")
        if counts and reader.isArguments(left["q"]) and isinstance(right.get("v"), int):
            found.arguments = max(found.arguments, right["v"])
    if kind == "New" and full == "org.apache.spark.streaming.StreamingContext.this":
        found.streams = True
    if kind == "New" and full == "java.net.Socket.this" and len(given := _given(node)) == 2:
        found.sockets.append((reader.place(given[0]), reader.place(given[1])))
    if kind == "Match":
        place = reader.place(node["sel"])
        texts = [case["pat"] for case in node["cases"] if case["pat"]["k"] == "PLit"]
        if place is not None and place.argument is not None and texts:
            literal = texts[0]["lit"] if isinstance(texts[0].get("lit"), dict) else texts[0]["x"]
            if isinstance(literal.get("v"), str):
                found.choices[place.argument] = literal["v"]
    if kind != "Apply":
        return
    arguments = [a["x"] if a["k"] == "NamedArg" else a for a in node["args"]]
    if full in _SOCKETS and len(arguments) > 1:
        if full == _RAW:
            found.raw.add(len(found.sockets))
        found.sockets.append((reader.place(arguments[0]), reader.place(arguments[1])))
    elif full in _FOLDERS and arguments:
        found.folders.append(reader.place(arguments[0]))
    elif full == _KINESIS:
        found.others.append("Kinesis")
    elif full.startswith(_KAFKA) or (
        full.rpartition(".")[0].endswith("Utils") and any(name in full for name in _OTHERS)
    ):
        if full.rpartition(".")[2].startswith("create"):
            found.others.append(full.split(".")[-2].removesuffix("Utils"))
    elif full.rpartition(".")[2] in ("checkpoint", "setCheckpointDir") or "saveAs" in full:
        place = reader.place(arguments[0]) if arguments else None
        if place is not None:
            found.outputs.append(place)
    elif full.endswith((".setMaster", ".master")):
        place = reader.place(arguments[0]) if arguments else None
        if place is not None:
            found.masters.append(place)
