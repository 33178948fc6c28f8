"""Masters that Spark does not have: they are refused before its own word, which is a riddle."""

from __future__ import annotations

import re

import pyspark

from sparkish._core.sentences import sentence

__all__ = ["checkMaster", "checkSubmittedMaster"]

_YARN_MODES = {"yarn-client": "client", "yarn-cluster": "cluster", "yarn-standalone": "cluster"}
_LOCAL = re.compile(
    r"local(\[(\*|\s*\d+\s*)(,\s*\d+\s*)?\]|-cluster\[\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\])?"
)
#: What spark-submit takes.
_KINDS = ("yarn", "spark", "mesos", "k8s", "local")
_MASTERS = (
    '"local[2]" for two threads of this machine or "local[*]" for one on each core; '
    '"spark://host:7077", "yarn" or "k8s://https://host:port" for a cluster'
)


def checkMaster(master: str) -> None:
    """Refuse a master that Spark has removed, and one that is written as no local one is.

    Raises
    ------
    ValueError
        With what to write.
    """
    kind = master.partition(":")[0]
    if master in _YARN_MODES:
        mode = _YARN_MODES[master]
        raise ValueError(
            f'Spark 2.0 removed the master {master!r}: write setMaster("yarn"), and submit the job '
            f"with spark-submit --master yarn --deploy-mode {mode}."
        )
    if kind in ("mesos", "simr") and (kind == "simr" or pyspark.__version__ >= "4"):
        raise ValueError(
            f"Spark {pyspark.__version__} has no {kind} any more, so that there is no master "
            f'{master!r}: write "yarn", k8s://..., spark://... or local[*].'
        )
    # Another name may be that of a cluster manager of somebody's own.
    if (master.startswith("local") or "[" in kind) and _LOCAL.fullmatch(master) is None:
        raise ValueError(_none(master))


def checkSubmittedMaster(master: str | None) -> None:
    """Refuse a master with which Java would not start: spark-submit starts it.

    Raises
    ------
    ValueError
        As of :func:`checkMaster`.
    """
    if master and master not in _YARN_MODES and not master.startswith((*_KINDS, "simr")):
        raise ValueError(_none(master))


def _none(master: str) -> str:
    return sentence(f"Spark has no master {master!r}", None, _MASTERS)
