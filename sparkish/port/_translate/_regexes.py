"""Regular expressions and their matches."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import onKind


@onKind(
    "regex",
    *("findFirstIn", "findAllIn", "replaceAllIn", "findFirstMatchIn", "replaceFirstIn"),
    *("findAllMatchIn", "findPrefixOf", "matches", "split", "regex", "pattern"),
)
def regex(t: Translator, call: Call) -> Code:
    """A method of a regular expression, which the helper has under its name."""
    if call.name == "pattern":
        return code(f"{t.use('sparkish.java', 'Pattern')}(str({receiver(t, call)}))")
    if call.name == "regex":
        return code(f"str({receiver(t, call)})")
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


@onKind("match", "group", "start", "end", "matched", "subgroups", "groupCount", "before", "after")
def match(t: Translator, call: Call) -> Code:
    """A method of a match, which the helper has under its name."""
    made = f"{receiver(t, call).at(m.ATOM)}.{call.name}"
    isCalled = call.name in ("group", "start", "end")
    return code(f"{made}({listed(t, call)})" if isCalled else made)
