"""Logging: of Spark's own trait, and of log4j's second version."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls

_OWNERS = ("org.apache.spark.internal.Logging", "org.apache.spark.Logging")
_LEVELS = {
    "logTrace": "debug",
    "logDebug": "debug",
    "logInfo": "info",
    "logWarning": "warning",
    "logError": "error",
}


def _logger(t: Translator) -> str:
    return f"{t.use('logging')}.getLogger(__name__)"


@calls(*(f"{owner}.{name}" for owner in _OWNERS for name in _LEVELS))
def logged(t: Translator, call: Call) -> Code:
    """``logInfo`` and its like are those of Python's logging, with the error where there is one."""
    text = t.expr(call.args[0])
    cause = f", exc_info={t.expr(call.args[1])}" if len(call.args) > 1 else ""
    return code(f"{_logger(t)}.{_LEVELS[call.name]}({text}{cause})")


@calls(*(f"{owner}.log" for owner in _OWNERS))
def log(t: Translator, call: Call) -> Code:
    """The logger itself."""
    return code(_logger(t))


@calls(*(f"{owner}.isTraceEnabled" for owner in _OWNERS))
def isTraceEnabled(t: Translator, call: Call) -> Code:
    """Whether the least is logged."""
    return code(f"{_logger(t)}.isEnabledFor({t.use('logging')}.DEBUG)")


@calls("org.apache.spark.internal.Logging.islog4j2DefaultConfigured")
def isDefault(t: Translator, call: Call) -> Code:
    """Whether nobody has configured logging yet."""
    return code(f"not {t.use('logging')}.getLogger().hasHandlers()", m.NOT)


_CONFIGURATOR = "org.apache.logging.log4j.core.config.Configurator"


@calls(f"{_CONFIGURATOR}.setRootLevel", f"{_CONFIGURATOR}.setLevel")
def configured(t: Translator, call: Call) -> Code | None:
    """How much Spark logs, in the words of log4j's first version."""
    logger = t.use("sparkish.log4j", "Logger")
    if call.name == "setRootLevel":
        return code(f"{logger}.getRootLogger().setLevel({listed(t, call)})")
    if len(call.args) != 2:
        return None
    name, level = (t.expr(each) for each in call.args)
    return code(f"{logger}.getLogger({name}).setLevel({level})")


@calls("java.util.Enumeration.hasMoreElements")
def hasAppenders(t: Translator, call: Call) -> Code | None:
    """Whether log4j has an appender: before a program has made one, it has none."""
    asked = t.call(call.q) if call.q is not None else None
    return code("False") if asked is not None and asked.name == "getAllAppenders" else None


@calls(
    "org.apache.log4j.PropertyConfigurator.configure",
    "org.apache.log4j.BasicConfigurator.configure",
)
def appenders(t: Translator, call: Call) -> Code:
    """Where Java's side logs to, which Spark's own configuration says."""
    t.note(
        call.node,
        "configure: Spark's `log4j2.properties` says where Spark logs to; Python's logging is "
        "configured by `logging.basicConfig`",
        "log4j's appenders",
    )
    return code("None")
