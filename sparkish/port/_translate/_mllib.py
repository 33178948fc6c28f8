"""MLlib: what PySpark's classes are told when they are made, and points from text."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls

_REGRESSION = "org.apache.spark.mllib.regression"
_SETTINGS = ("StepSize", "NumIterations", "MiniBatchFraction", "ConvergenceTol", "RegParam")


@calls(f"{_REGRESSION}.LabeledPoint.parse")
def parse(t: Translator, call: Call) -> Code | None:
    """``LabeledPoint.parse(text)``."""
    name = t.helper("parseLabeledPoint")
    if call.lists:
        return code(f"{name}({listed(t, call)})")
    return code(name)


@calls(
    *(f"{_REGRESSION}.StreamingLinearRegressionWithSGD.set{name}" for name in _SETTINGS),
    *(
        f"org.apache.spark.mllib.classification.StreamingLogisticRegressionWithSGD.set{name}"
        for name in _SETTINGS
    ),
)
def setting(t: Translator, call: Call) -> Code | None:
    """``setNumIterations(20)``: Python's class is told when it is made."""
    assert call.q is not None
    first = call.q
    while first["k"] != "New":
        inner = t.call(first)
        if inner.q is None or not inner.full.startswith(call.full.rpartition(".")[0]):
            raise t.refuse(
                call.node,
                f"`{call.name}` of a model that is made elsewhere has no equal in Python",
                "give it where the model is made",
                "setter of a model",
            )
        first = inner.q
    name = call.name[3].lower() + call.name[4:]
    made = t.expr(call.q)
    if name == "regParam" and "Linear" in call.full:
        # Scala's updater does not look at it either.
        return made
    return _given(made.at(m.ATOM), str(t.expr(first)), f"{name}={t.expr(call.args[0])}")


def _given(whole: str, opening: str, argument: str) -> Code:
    """Return a chain of calls in which the first one has one more argument."""
    depth, at = 1, opening.index("(") + 1
    while depth:
        depth += (whole[at] in "([{") - (whole[at] in ")]}")
        at += 1
    comma = "" if whole[at - 2] == "(" else ", "
    return code(f"{whole[: at - 1]}{comma}{argument}{whole[at - 1 :]}")
