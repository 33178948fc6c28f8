"""The mistakes of the table of errors: after each refusal the context goes on, with its batches."""

from __future__ import annotations

import datetime
import json
import os
import queue
import re
import tempfile
import threading
import warnings
from typing import Any

import pytest
from usable import assertUsable

from compat.errors.registry import AT_THE_CALL, AT_THE_START, IN_NOTES, Mistake
from sparkish import IllegalStateError, SparkConf, SparkContext, StorageLevel
from sparkish._context.masters import checkMaster, checkSubmittedMaster
from sparkish.streaming import Seconds, StreamingContext, StreamingContextState

pytestmark = pytest.mark.spark

#: What is not told by the line itself, or needs a program of its own.
ELSEWHERE = {
    "notes: no start",
    "notes: no output operation",
    "notes: one core",
    "notes: a misspelt master",
    "notes: declared after the start",
    "notes: a number added to text",
    "notes: a closed context",
}


def names(ssc: StreamingContext) -> dict[str, Any]:
    """Return what the programs of the table have at hand."""
    modules = (datetime, json, os, queue, tempfile, threading)
    return {
        **{module.__name__: module for module in modules},
        **{kind.__name__: kind for kind in (SparkConf, SparkContext, StorageLevel)},
        "StreamingContext": StreamingContext,
        "Seconds": Seconds,
        "sc": ssc.sparkContext,
        "ssc": ssc,
        "pairs": ssc.queueStream([[("a", 1)]]),
        "words": ssc.queueStream([["no json"]]),
        # No receiver: Spark starts all of them.
        "dstream1": ssc.queueStream([["hello"]]),
    }


def said(mistake: Mistake, known: dict[str, Any]) -> str:
    """Return what is told of a mistake at the call: the error, or the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(mistake.step.replace("PORT", "9999"), known)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return "\n".join(f"{each.category.__name__}: {each.message}" for each in caught)


def test_what_is_wrong_in_the_notes_is_told_at_the_call(ssc: StreamingContext) -> None:
    for mistake in IN_NOTES:
        if mistake.name not in ELSEWHERE:
            text = said(mistake, names(ssc))
            says = mistake.says.partition(".*job.py")[0].replace("PORT", "9999")
            assert re.search(says, text), (mistake.name, text)
    assertUsable(ssc)


def test_what_is_wrong_in_a_step_is_told_at_the_call(sc: SparkContext) -> None:
    for group in (
        [each for each in AT_THE_CALL if not each.name.startswith("files:")],
        [each for each in AT_THE_CALL if each.name.startswith("files:")],
    ):
        ssc = StreamingContext(sc, Seconds(1))
        for mistake in group:
            text = said(mistake, names(ssc))
            assert re.search(mistake.says, text), (mistake.name, text)
        assertUsable(ssc)


def test_what_a_start_refuses_leaves_the_context(sc: SparkContext) -> None:
    # Where another test has set a directory for checkpoints, that one is there.
    for mistake in (each for each in AT_THE_START if each.name.startswith("checkpoint:")):
        ssc = StreamingContext(sc, Seconds(1))
        try:
            known = names(ssc)
            exec(compile(mistake.step, "job.py", "exec"), known)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with pytest.raises(IllegalStateError) as caught:
                    ssc.start()
                # The place is another than in the table's program.
                pattern = re.sub(r"job\.py:\d+", "job.py:", mistake.says)
                assert re.search(pattern, str(caught.value)), (mistake.name, caught.value)
                assert ssc.getState() is StreamingContextState.INITIALIZED
                if mistake.name == "checkpoint: a lock":
                    # Mended, the same one starts.
                    known["lock"] = None
                    ssc.runFor(batches=1)
        finally:
            ssc.stop(stopSparkContext=False)
    assertUsable(StreamingContext(sc, Seconds(1)))


@pytest.mark.parametrize("master", ["locl[2]", "local[two]", "local[2", "lokal[*]", "local[1,x]"])
def test_a_master_that_is_none(master: str) -> None:
    with pytest.raises(ValueError, match=r"Spark has no master .*\.\nWrite \"local\[2\]\""):
        checkMaster(master)


def test_masters_that_spark_has() -> None:
    for master in (
        "local",
        "local[2]",
        "local[*]",
        "local[*, 3]",
        "local-cluster[2,1,1024]",
        "spark://a:7077",
        "yarn",
        "k8s://https://a:443",
        "somebodys",
    ):
        checkMaster(master)
    checkSubmittedMaster(None)
    checkSubmittedMaster("local[2]")
    with pytest.raises(ValueError, match="Spark has no master 'locl"):
        checkSubmittedMaster("locl[2]")
