"""What a cell shows of an error: its own lines and the sentence, and %tb all of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from kernels import SETUP, execute

pytestmark = pytest.mark.spark

#: With the log as Spark has it.
LOUD = SETUP.replace('sc.setLogLevel("OFF")\n', "import json, threading\nlock = threading.Lock()\n")
CONTEXT = "ssc = StreamingContext(sc, Milliseconds(500))\n"


def shown(outputs: list[Any], asked: str = "") -> list[str]:
    """Return the lines of a cell's error, without colours."""
    (error,) = [output for output in outputs if output["output_type"] == "error"]
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))
    # What the executing client raises, where it was not told to go on, quotes this too.
    assert "%tb" in asked or "\tat " not in error["evalue"]
    return [line for line in text.splitlines() if line.strip()]


def allText(outputs: list[Any]) -> str:
    """Return everything that a cell shows besides its error."""
    return "".join(
        output.get("text") or output["data"]["text/plain"]
        for output in outputs
        if output["output_type"] != "error"
    )


def test_errors_are_the_cells_lines_and_a_sentence() -> None:
    cells = [
        LOUD,
        CONTEXT + "def half(x):\n    return x / 0\n"
        "ssc.queueStream([[1]]).map(half).foreachRDD(lambda rdd: rdd.count())\nssc.start()\n",
        "ssc.awaitTermination()",
        "ssc.stop(stopSparkContext=False)\n" + CONTEXT + "def read(x):\n    return json.loads(x)\n"
        "ssc.queueStream([['x']]).map(lambda x: read(x)).print()\nssc.runFor(batches=1)",
        # Nobody waits: the cell that has started the stream tells, of each batch.
        CONTEXT
        + "failed = []\ndef out(rdd):\n    failed.append(rdd)\n    raise ValueError('mine')\n"
        "ssc.queueStream([['x']]).foreachRDD(out)\nssc.start()\n"
        "while len(failed) < 3:\n    time.sleep(0.05)\n"
        "ssc.stop(stopSparkContext=False)",
        CONTEXT + "numbers = ssc.queueStream([[1]])\nnumbers.map(lambda a, b: a)",
        "numbers.map(5)",
        "numbers.collect()",
        "ssc.start()",
        "ssc.textFileStream('nosuch://a/b')",
        "numbers.map(lambda x: (x, lock)).foreachRDD(lambda rdd: None)\nssc.runFor(batches=1)",
        "sc.parallelize([1]).map(lambda x: 1 / 0).collect()",
        "%tb",
        "def mine(x):\n    raise ValueError(x)\nmine(3)",
        "sc.stop()",
    ]
    outputs = execute(*cells, allowErrors=True)
    (
        _,
        started,
        awaited,
        inLibrary,
        alone,
        parameters,
        number,
        rdd,
        nothing,
        scheme,
        held,
        raw,
        tb,
    ) = outputs[:13]
    assert shown(awaited)[2:] == [
        "Cell In[3], line 1",
        "----> 1 ssc.awaitTermination()",
        "BatchFailedError: ZeroDivisionError: division by zero, in half at Cell In[2]:3.",
    ]
    assert "Exception" not in allText(started)
    first = "----> 6 ssc.runFor(batches=1)"
    at = shown(inLibrary).index(first)
    assert shown(inLibrary)[at + 1 :] == [
        "BatchFailedError: json.decoder.JSONDecodeError: Expecting value: line 1 column 1 "
        "(char 0), in read at Cell In[4]:4.",
        "  <lambda> at Cell In[4]:5",
        "  read at Cell In[4]:4",
    ]
    told = "ValueError: mine, in out at Cell In[5]:5."
    lines = allText(alone).splitlines()
    assert lines.count(told) >= 3
    assert not [line for line in lines if "\tat " in line or "Traceback" in line]
    refused = {
        "TypeError: map calls its function with one argument": parameters,
        "TypeError: map takes a function, not 5.": number,
        "NoRDDError: A DStream has no collect": rdd,
        "IllegalStateError: No output operation": nothing,
        "ValueError: textFileStream cannot read 'nosuch://a/b'": scheme,
    }
    assert "PicklingError: <lambda> at Cell In[11]:1 uses lock" in " ".join(shown(held))
    for words, cell in refused.items():
        text = shown(cell)
        # The cell's lines, the sentence, and what to write.
        assert [line for line in text if line.startswith(words)], text
        assert len(text) <= 9, text
        assert not [line for line in text if line.startswith("File ")], text
    assert shown(raw)[2:] == [
        "Cell In[12], line 1",
        "----> 1 sc.parallelize([1]).map(lambda x: 1 / 0).collect()",
        "Py4JJavaError: ZeroDivisionError: division by zero, in <lambda> at Cell In[12]:1.",
    ]
    assert any("java_gateway.py" in line for line in shown(tb, "%tb"))
    # Errors of the user's own are IPython's.
    own = shown(outputs[13])
    assert own[-1] == "ValueError: 3"
    assert any(line.startswith("Cell In[14], line 2, in mine") for line in own)
