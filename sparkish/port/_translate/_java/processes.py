"""``scala.sys.process``: commands that are text, or a list of words."""

from __future__ import annotations

from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls

_PROCESS = "scala.sys.process.ProcessBuilder"


@calls(f"{_PROCESS}.!", f"{_PROCESS}.!!")
def ran(t: Translator, call: Call) -> Code | None:
    """``"ls -l".!`` is its exit code, and ``"ls -l".!!`` its output."""
    if call.q is None or call.args or "ProcessBuilder" in t.cls(call.q):
        # Pipes and redirections are builders.
        return None
    name = "runCommand" if call.name == "!" else "outputOf"
    return code(f"{t.helper(name)}({t.expr(call.q)})")


@calls("scala.sys.process.stringToProcess", "scala.sys.process.package.stringToProcess")
@calls("scala.sys.process.ProcessCreation.apply", "scala.sys.process.Process.apply")
def process(t: Translator, call: Call) -> Code | None:
    """``Process("ls -l")`` is the command."""
    return t.expr(call.args[0]) if len(call.args) == 1 else None
