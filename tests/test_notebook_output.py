"""The cell in which the output of functions appears, from the driver and from workers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from kernels import SETUP, execute, texts

pytestmark = pytest.mark.spark

STREAMS = (
    SETUP
    + """
import io, threading
warnings.simplefilter("ignore")
from contextlib import redirect_stdout
import matplotlib.pyplot as plt
from IPython.display import HTML, clear_output, display
def context():
    return StreamingContext(sc, Milliseconds(500))
seen = []
def wait(condition):
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)
"""
)


def printed(outputs: list[Any]) -> str:
    """Return the text of the outputs, printed or displayed."""
    return "".join(texts(outputs, "stream")) + "\n".join(texts(outputs))


def kinds(outputs: list[Any]) -> list[str]:
    return [output["output_type"] for output in outputs]


@pytest.mark.whole
def test_a_live_chart_shows_the_last_picture_and_what_was_printed_with_it() -> None:
    outputs = execute(
        STREAMS,
        "def chart(rdd):\n"
        "    numbers = rdd.collect()\n"
        "    clear_output(wait=True)\n"
        "    print('batch', numbers)\n"
        "    plt.plot(numbers); plt.show()\n"
        "    print('drawn', numbers)\n"
        "    seen.extend(numbers)\n"
        "def table(rdd):\n"
        "    for n in rdd.collect():\n"
        "        print('row', n)\n"
        "        display(HTML(f'<b>{n}</b>'))\n"
        "        seen.append(n)\n"
        "ssc = context()\n"
        "ssc.queueStream([[n] for n in range(3)]).foreachRDD(chart)\n"
        "ssc.runFor(batches=3)",
        # The usual case: one cell starts the stream, and it runs while other cells run.
        "queue = Queue()\n"
        "ssc = context()\n"
        "ssc.queueStream(queue).foreachRDD(lambda rdd: rdd.isEmpty() or chart(rdd))\n"
        "ssc.start()",
        "for n in (10, 11, 12):\n    queue += [n]\n    wait(lambda: n in seen)\nprint('waited')",
        "ssc.stop(False)",
        "def gone(rdd):\n"
        "    print('batch', rdd.collect()); clear_output()\n"
        "ssc = context()\n"
        "ssc.queueStream([[1]]).foreachRDD(gone)\n"
        "ssc.runFor(batches=1)",
        "ssc = context()\n"
        "ssc.queueStream([[n] for n in range(2)]).foreachRDD(table)\n"
        "ssc.runFor(batches=2)",
        "queue = Queue()\nssc = context()\nssc.queueStream(queue).foreachRDD(table)\nssc.start()",
        "for n in (20, 21):\n    queue += [n]\n    wait(lambda: n in seen)",
        "ssc.stop(False)",
    )
    _, ran, started, waited, stopped, gone, shown, late, *rest = outputs
    assert texts(ran)[0] == "batch [2]"
    assert texts(ran)[2] == "drawn [2]"
    assert ["image/png" in output["data"] for output in ran] == [False, True, False]
    [chart] = started
    lines = chart["data"]["text/plain"].splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("batch [12]", "drawn [12]", 3)
    html = chart["data"]["text/html"]
    assert html.count("<img") == 1
    assert html.index("batch [12]") < html.index("<img") < html.index("drawn [12]")
    assert chart["data"]["image/png"].strip() in html
    assert (printed(waited), stopped) == ("waited\n", [])
    assert gone == []
    assert [text for text in texts(shown) if "HTML" not in text] == ["row 0", "row 1"]
    assert [output["data"].get("text/html") for output in shown][1::2] == ["<b>0</b>", "<b>1</b>"]
    [all_] = late
    assert re.findall(r"row \d+|<b>\d+</b>", all_["data"]["text/html"]) == [
        "row 20",
        "<b>20</b>",
        "row 21",
        "<b>21</b>",
    ]
    assert rest == [[], []]


@pytest.mark.whole
def test_a_capture_has_what_streams_and_workers_print_while_it_is_there() -> None:
    stream = "ssc = context()\nssc.queueStream([[n] for n in range(2)]).map(str).pprint()\n"
    outputs = execute(
        STREAMS,
        stream + "buffer = io.StringIO()\n"
        "with redirect_stdout(buffer):\n"
        "    ssc.runFor(batches=2)\n"
        "    sc.parallelize(['on a worker']).foreach(print)",
        "print(buffer.getvalue().split())",
        "%%capture captured\n" + stream + "print('before')\nssc.runFor(batches=2)\n"
        "sc.parallelize(['on a worker']).foreach(print)\ndisplay(HTML('own'))",
        "print(captured.stdout.split(), len(captured.outputs))",
        # The capture ends with the cell; the stream's output then appears in the cell.
        "%%capture early\n"
        "queue = Queue()\n"
        "ssc = context()\n"
        "numbers = ssc.queueStream(queue)\n"
        "numbers.foreachRDD(lambda rdd: rdd.foreach(lambda n: print('worker', n)))\n"
        "def gather(rdd):\n"
        "    for n in rdd.collect():\n"
        "        print([n])\n"
        "        seen.append(n)\n"
        "numbers.foreachRDD(gather)\n"
        "ssc.start()\nqueue += [1]\nwait(lambda: 1 in seen)",
        "print(early.stdout)\nqueue += [2]\nwait(lambda: 2 in seen)",
        "%%capture other\nqueue += [3]\nwait(lambda: 3 in seen)\ntime.sleep(0.2)",
        "ssc.stop(False)\nprint(other.stdout)",
        # In the function itself.
        "inner = []\n"
        "def catch(rdd):\n"
        "    with redirect_stdout(io.StringIO()) as buffer:\n"
        "        print('caught')\n"
        "        rdd.foreach(print)\n"
        "    inner.append(buffer.getvalue())\n"
        "    print('shown')\n"
        "ssc = context()\n"
        "ssc.queueStream([[7]]).foreachRDD(catch)\n"
        "ssc.runFor(batches=1)",
        "print(inner)",
        "sc.stop()",
    )
    _, redirected, buffer, captured, caught, early, first, other, third, inner, ins, _ = outputs
    assert (redirected, captured, other) == ([], [], [])
    assert re.findall(r"'(0|1|on|before)'", printed(buffer)) == ["0", "1", "on"]
    assert re.findall(r"'(0|1|on|before)'", printed(caught)) == ["before", "0", "1", "on"]
    assert printed(caught).endswith(" 1\n")
    assert "worker 1\n" in printed(first)
    assert "[1]\n" in printed(first)
    assert "worker 2\n[2]" in printed(early)
    assert "3" not in printed(early)
    assert "worker 3\n[3]\n" in printed(third)
    assert printed(inner) == "shown"
    assert printed(ins) == "['caught\\n7\\n']\n"


@pytest.mark.whole
def test_what_workers_print_lands_in_the_cell_of_the_action_or_of_the_stream() -> None:
    outputs = execute(
        STREAMS,
        "from collections import namedtuple\n"
        "Pair = namedtuple('Pair', 'key value')\n"
        "sc.parallelize([('a', 1), ('b', 2), Pair('c', 3), None, 'text'], 1).foreach(print)\n"
        "print('done')",
        "def told(n):\n    print('mapped', n)\n    return n\n"
        "print(sc.parallelize(range(3), 1).map(told).sum())",
        "queue = Queue()\n"
        "ssc = context()\n"
        "def state(key, value, state):\n"
        "    print('state', key, value.get())\n"
        "    return key\n"
        "from sparkish.streaming import StateSpec\n"
        "numbers = ssc.queueStream(queue)\n"
        "import tempfile\n"
        "ssc.checkpoint(tempfile.mkdtemp())\n"
        "numbers.map(told).foreachRDD(lambda rdd: seen.extend(rdd.collect()))\n"
        "numbers.map(lambda n: (n, -n)).mapWithState(StateSpec.function(state)).print()\n"
        "ssc.start()",
        # This cell's own action runs on the same workers as the stream's actions.
        "queue += [100]\n"
        "for n in range(1, 4):\n"
        "    queue += [100 * n]\n"
        "    sc.parallelize([n]).foreach(lambda n: print('own', n))\n"
        "wait(lambda: 300 in seen)",
        "ssc.stop(False)\nprint('stopped')",
        "slow = sc.parallelize([1], 1).foreachAsync(lambda n: time.sleep(2) or print('late', n))",
        "print('next')\nslow.result()",
        "rdd = sc.parallelize(range(2), 2)\n"
        "def fail(n):\n"
        "    print('before', n)\n"
        "    raise ValueError(n)\n"
        "try:\n"
        "    rdd.foreach(fail)\n"
        "except Exception as error:\n"
        "    print(type(error).__name__)",
        "sc.stop()",
    )
    _, tuples, mapped, started, own, stopped, submitted, following, failed, _ = outputs
    assert printed(tuples) == ("('a', 1)\n('b', 2)\nPair(key='c', value=3)\nNone\ntext\ndone\n")
    assert printed(mapped) == "mapped 0\nmapped 1\nmapped 2\n3\n"
    lines = printed(started).splitlines()
    assert [line for line in lines if line.startswith("mapped")] == [
        "mapped 100",
        "mapped 100",
        "mapped 200",
        "mapped 300",
    ]
    assert "state 300 -300" in lines
    assert printed(own) == "own 1\nown 2\nown 3\n"
    assert printed(stopped) == "stopped\n"
    # The output of an ended cell: a browser shows it there, a notebook without a browser nowhere.
    assert (printed(submitted), printed(following)) == ("", "next\n")
    assert sorted(line for line in printed(failed).splitlines() if "before" in line) == [
        "before 0",
        "before 1",
    ]
    assert kinds(tuples + mapped + own + failed).count("display_data") == 0
    assert [out for cell in outputs[1:] for out in cell if out.get("name") == "stderr"] == []


RECEIVER = """
from concurrent.futures import ThreadPoolExecutor
from sparkish import StorageLevel
from sparkish.streaming.receiver import Receiver
def poll(receiver):
    # No method of the receiver's.
    print('polls'); receiver.store(0); seen.append(0)
class Noisy(Receiver):
    def onStart(self):
        print('starts')
        threading.Thread(target=poll, args=(self,)).start()
        threading.Thread(target=self.receive).start()
    def receive(self):
        with ThreadPoolExecutor(1) as pool:
            n = 0
            while not self.isStopped():
                n += 1
                pool.submit(self.fetch, n).result()
                time.sleep(0.1)
    def fetch(self, n):
        print('fetches', n); self.store(n); seen.append(n)
    def onStop(self):
        print('stops')
ssc = context()
ssc.receiverStream(Noisy(StorageLevel.MEMORY_ONLY)).foreachRDD(lambda rdd: None)
ssc.start()
"""


@pytest.mark.whole
def test_what_a_receiver_prints_lands_in_the_cell_that_has_started_it() -> None:
    outputs = execute(
        STREAMS,
        RECEIVER,
        "threading.Thread(target=lambda: print('of the cell')).start()\nwait(lambda: 5 in seen)\n",
        "ssc.stop()\nprint('stopped')",
    )
    _, started, waited, stopped = outputs
    lines = printed(started).splitlines()
    assert {"starts", "polls", "fetches 1", "fetches 5"} <= set(lines)
    assert lines[0] == "starts"
    assert lines[-1] == "stops"
    assert printed(waited) == "of the cell\n"
    assert printed(stopped) == "stopped\n"
