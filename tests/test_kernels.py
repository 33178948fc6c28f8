"""Streams in notebooks, executed by the installed kernel: where their output appears."""

from __future__ import annotations

import base64

import pytest
from kernels import SETUP, execute, texts

pytestmark = pytest.mark.spark

RULE = "-" * 43


def test_batches_land_in_the_cell_that_has_started_them_and_are_kept() -> None:
    outputs = execute(
        SETUP,
        "ssc = StreamingContext(sc, Milliseconds(500))\n"
        "queue = Queue()\n"
        "seen = []\n"
        "numbers = ssc.queueStream(queue)\n"
        "numbers.foreachRDD(lambda rdd: seen.extend(rdd.collect()))\n"
        "numbers.map(lambda n: n * 10).print()\n"
        "def wait(number):\n"
        "    while number not in seen:\n"
        "        time.sleep(0.05)\n",
        "ssc.start()\nprint('started')",
        "queue += [1]\nwait(1)\nprint('waited')",
        "queue += [2]\nwait(2)\nprint(ssc.awaitTerminationOrTimeout(2))",
        "ssc.stop(stopSparkContext=False)",
        # The next cell, with its own output.
        "ssc = StreamingContext(sc, Milliseconds(500))\n"
        "queued = ssc.queueStream([[n] for n in range(3)])\n"
        "queued.foreachRDD(lambda rdd: print('got', rdd.collect()))\n"
        "print('before')\n"
        "ssc.runFor(batches=3)\n"
        "print('after')",
        "sc.stop()",
    )
    _, _, started, waited, awaited, stopped, ran, _ = outputs
    assert texts(started, "stream") == ["started\n"]
    (batches,) = texts(started)
    lines = batches.splitlines()
    assert [line for line in lines if line in ("10", "20")] == ["10", "20"]
    assert lines[0] == lines[2] == RULE
    assert (texts(waited), texts(waited, "stream")) == ([], ["waited\n"])
    assert (texts(awaited), texts(awaited, "stream")) == ([], ["False\n"])
    assert texts(stopped) == []
    assert [output["output_type"] for output in ran] == ["stream", "display_data", "stream"]
    assert texts(ran) == ["got [0]\ngot [1]\ngot [2]"]
    assert texts(ran, "stream") == ["before\n", "after\n"]


@pytest.mark.whole
def test_a_timeline_is_one_picture_that_grows_and_the_others_are_pictures() -> None:
    outputs = execute(
        SETUP,
        "from sparkish.views import Timeline, blocks, graph\n"
        "ssc = StreamingContext(sc, Milliseconds(500))\n"
        "ssc.queueStream([[n] * n for n in (1, 2, 3)]).map(str).pprint()\n"
        "timeline = Timeline(ssc)\n"
        "timeline",
        "ssc.runFor(batches=3)",
        "print([batch.numRecords for batch in timeline.data.batches])\ngraph(ssc)",
        "blocks(batchDuration=1, blockInterval=0.5)",
        "timeline",
        "sc.stop()",
    )
    _, shown, ran, drawn, planned, again, _ = outputs
    picture, link = shown
    assert base64.b64decode(picture["data"]["image/png"])[1:4] == b"PNG"
    # The picture has the records of all batches, although it was shown before them.
    rows = [line.split() for line in picture["data"]["text/plain"].splitlines()]
    assert [row[1] for row in rows if row[0].count(":") == 2] == ["1", "2", "3"]
    assert "/streaming/" in link["data"]["text/html"]
    assert [output["output_type"] for output in ran] == ["display_data"]
    assert texts(drawn, "stream") == ["[1, 2, 3]\n"]
    for outputs_ in (drawn, planned, again):
        assert any("image/png" in output.get("data", {}) for output in outputs_)
    assert "Cell In[" in drawn[-1]["data"]["text/plain"]
