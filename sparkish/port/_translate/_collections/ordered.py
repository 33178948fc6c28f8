"""Collections that have an order of their own: stacks and priority queues."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._collections.orders import givenOrder, orderValue
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls, onKind


@onKind("stack", "push", "pop", "top", "head", "pushAll", "clear", "isEmpty", "nonEmpty")
@onKind("stack", "size", "length")
def stack(t: Translator, call: Call) -> Code:
    """A stack's own methods, which the helper has."""
    base = receiver(t, call)
    if call.name in ("size", "length"):
        return code(f"len({base})")
    if call.name in ("isEmpty", "nonEmpty"):
        return code(f"len({base}) {'==' if call.name == 'isEmpty' else '>'} 0", m.COMPARE)
    if call.name in ("top", "head"):
        return code(f"{base.at(m.ATOM)}.top")
    return code(f"{base.at(m.ATOM)}.{call.name}({listed(t, call)})")


@calls(
    "scala.collection.mutable.PriorityQueue.apply", "scala.collection.mutable.PriorityQueue.empty"
)
def priorityQueue(t: Translator, call: Call) -> Code:
    """``PriorityQueue(...)``, with its order."""
    values = ", ".join(t.exprs(call.lists[0])) if call.lists and call.name == "apply" else ""
    orders = call.lists[1] if len(call.lists) > 1 else []
    if call.name == "empty":
        orders = call.args
    return madeQueue(t, call.node, f"[{values}]" if values else "", orders)


def madeQueue(t: Translator, node: Node, values: str, orders: list[Node]) -> Code:
    """Return a priority queue with its first elements and its order."""
    given = [values] if values else []
    key, isReversed = givenOrder(t, t.call(node), orders)
    if key is not None or isReversed:
        given.append(f"key={orderValue(t, (key, isReversed))}")
    return code(f"{t.helper('PriorityQueue')}({', '.join(given)})")


@onKind("priority", "enqueue", "dequeue", "+=", "++=", "head", "size", "length", "isEmpty")
@onKind("priority", "nonEmpty", "clear", "dequeueAll", "addOne")
def priority(t: Translator, call: Call) -> Code:
    """A priority queue's own methods, which the helper has."""
    base = receiver(t, call)
    if call.name in ("size", "length"):
        return code(f"len({base})")
    if call.name in ("isEmpty", "nonEmpty"):
        return code(f"len({base}) {'==' if call.name == 'isEmpty' else '>'} 0", m.COMPARE)
    if call.name == "head":
        return code(f"{base.at(m.ATOM)}.head")
    if call.name == "++=":
        return code(f"{base.at(m.ATOM)}.enqueue(*{t.expr(call.args[0]).at(m.UNARY)})")
    name = "enqueue" if call.name in ("+=", "addOne") else call.name
    args = "" if name == "dequeueAll" else listed(t, call)
    return code(f"{base.at(m.ATOM)}.{name}({args})")
