"""Futures, and how long they are waited for."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._functions import thunk
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls

_PLAIN = {"isCompleted", "value"}


@calls("scala.concurrent.Future.apply")
def begun(t: Translator, call: Call) -> Code | None:
    """``Future { ... }`` takes a function of nothing."""
    if not call.lists or not call.lists[0]:
        return None
    return code(f"{t.helper('Future')}.of({thunk(t, call.lists[0][0], 'compute')})")


_FUTURE = "scala.concurrent.Future"


@calls(*(f"{_FUTURE}.{name}" for name in ("successful", "failed", "sequence")))
def future(t: Translator, call: Call) -> Code | None:
    """A future that has its value, and one of several."""
    if not call.lists or not call.args:
        return None
    name = "failed_" if call.name == "failed" else call.name
    return code(f"{t.helper('Future')}.{name}({argument(t, call.args[0])})")


@calls(
    *(f"{_FUTURE}.{name}" for name in ("map", "flatMap", "filter", "withFilter", "recover")),
    *(f"{_FUTURE}.{name}" for name in ("onComplete", "foreach", "zip", "isCompleted", "value")),
    *(f"scala.concurrent.Promise.{name}" for name in ("success", "failure", "complete", "future")),
    *(f"scala.concurrent.Promise.{name}" for name in ("trySuccess", "isCompleted")),
    *(f"scala.concurrent.{name}.isCompleted" for name in ("Awaitable", "Future")),
)
def later(t: Translator, call: Call) -> Code | None:
    """The methods of futures and promises; who runs them is of no matter."""
    if call.q is None:
        return None
    base = f"{receiver(t, call).at(m.ATOM)}.{call.name.replace('withFilter', 'filter')}"
    if call.name in (*_PLAIN, "future"):
        return code(base)
    return code(f"{base}({argument(t, call.args[0], call.name)})")


@calls("scala.concurrent.Promise.apply")
def promise(t: Translator, call: Call) -> Code:
    """``Promise[T]()``."""
    return code(f"{t.helper('Promise')}()")


@calls("scala.concurrent.Await.result", "scala.concurrent.Await.ready")
def awaited(t: Translator, call: Call) -> Code:
    """Waiting for a future."""
    return code(f"{t.helper('Await')}.{call.name}({listed(t, call)})")


_UNITS = (
    *("day", "hour", "minute", "second", "milli", "millisecond", "micro", "microsecond"),
    *("nano", "nanosecond", "days", "hours", "minutes", "seconds", "millis", "milliseconds"),
    *("micros", "microseconds", "nanos", "nanoseconds"),
)


@calls(*(f"scala.concurrent.duration.DurationConversions.{unit}" for unit in _UNITS))
@calls(*(f"scala.concurrent.duration.package.DurationInt.{unit}" for unit in _UNITS))
def duration(t: Translator, call: Call) -> Code:
    """``5.seconds``."""
    unit = "" if call.name == "seconds" else f', "{call.name}"'
    return code(f"{t.helper('FiniteDuration')}({receiver(t, call)}{unit})")


@calls("scala.concurrent.duration.Duration.apply", "scala.concurrent.duration.FiniteDuration.apply")
def durationOf(t: Translator, call: Call) -> Code | None:
    """``Duration(5, SECONDS)``."""
    if not call.lists:
        return None
    made = t.helper("FiniteDuration") + ("" if len(call.args) == 2 else ".parse")
    return code(f"{made}({listed(t, call)})")


_LENGTHS = ("toNanos", "toMicros", "toMillis", "toSeconds", "toMinutes", "toHours", "toDays")


@calls(*(f"scala.concurrent.duration.Duration.{name}" for name in (*_LENGTHS, "length")))
@calls(*(f"scala.concurrent.duration.FiniteDuration.{name}" for name in (*_LENGTHS, "length")))
def inUnits(t: Translator, call: Call) -> Code | None:
    """``d.toMillis``."""
    if call.q is None:
        return None
    made = f"{receiver(t, call).at(m.ATOM)}.{call.name}"
    return code(made if call.name == "length" else f"{made}()")


@calls("scala.concurrent.duration.Duration.Inf")
def forever(t: Translator, call: Call) -> Code:
    """``Duration.Inf``."""
    return code(f"{t.helper('FiniteDuration')}.Inf")


@calls(
    *(f"scala.concurrent.duration.package.{unit}" for unit in ("SECONDS", "MINUTES", "HOURS")),
    *(f"scala.concurrent.duration.package.{unit}" for unit in ("MILLISECONDS", "DAYS")),
)
def unit(t: Translator, call: Call) -> Code:
    """A unit by its name."""
    return code(quoted(call.name))


@calls("scala.concurrent.ExecutionContext.fromExecutor", "scala.concurrent.ExecutionContext.global")
@calls("scala.concurrent.ExecutionContext.fromExecutorService")
@calls("scala.concurrent.ExecutionContext.Implicits.global")
def context(t: Translator, call: Call) -> Code:
    """Who runs futures: one pool of threads does in Python."""
    return t.expr(call.args[0]) if call.args else code("None")
