"""The output of a stream goes to the cell that started it; the shell is the test's own."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from typing import Any

import pytest

from sparkish._notebook import cells


class Publisher:
    """A kernel's publisher, with hooks for each thread."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._local = threading.local()
        self.messages: list[dict[str, Any]] = []

    @property
    def hooks(self) -> list[Any]:
        if not hasattr(self._local, "hooks"):
            self._local.hooks = []
        return self._local.hooks

    def register_hook(self, hook: Any) -> None:
        self.hooks.append(hook)

    def unregister_hook(self, hook: Any) -> None:
        self.hooks.remove(hook)

    def publish(
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False
    ) -> None:
        message = {
            "header": {"msg_type": "update_display_data" if update else "display_data"},
            "parent_header": {"msg_id": "of the thread"},
            "content": {"data": data, "metadata": metadata or {}, "transient": transient or {}},
        }
        self._send(message)

    def clear_output(self, wait: bool = False) -> None:
        self._send(
            {
                "header": {"msg_type": "clear_output"},
                "parent_header": {"msg_id": "of the thread"},
                "content": {"wait": wait},
            }
        )

    def _send(self, message: Any) -> None:
        for hook in self.hooks:
            message = hook(message)
            if message is None:
                return
        self.messages.append(message)


class Events:
    def __init__(self) -> None:
        self.callbacks: dict[str, list[Any]] = {"post_run_cell": []}

    def register(self, event: str, function: Any) -> None:
        self.callbacks[event].append(function)

    def unregister(self, event: str, function: Any) -> None:
        self.callbacks[event].remove(function)


class Shell:
    """IPython's shell in a kernel: only the parts that sparkish uses."""

    def __init__(self) -> None:
        self.cell = "cell 1"
        self.kernel = types.SimpleNamespace(get_parent=self._parent)
        self.display_pub = Publisher(self)
        self.events = Events()

    def _parent(self, channel: str) -> dict[str, Any]:
        assert channel == "shell"
        return {"header": {"msg_id": self.cell}}

    def endCell(self, following: str) -> None:
        for callback in list(self.events.callbacks["post_run_cell"]):
            callback(None)
        self.cell = following

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        return [
            (
                message["header"]["msg_type"],
                message["parent_header"]["msg_id"],
                message["content"].get("data", message["content"]).get("text/plain", ""),
            )
            for message in self.display_pub.messages
        ]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    made = Shell()
    ipython = types.SimpleNamespace(get_ipython=lambda: made)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    # Any standard output of the test counts as the kernel's.
    streams = types.SimpleNamespace(OutStream=object)
    monkeypatch.setitem(sys.modules, "ipykernel.iostream", streams)
    yield made
    cells.end(cells._running)


def callback(*texts: str) -> None:
    """Print in a new thread, as the functions that the JVM calls do."""

    def run() -> None:
        with cells.streamOutput():
            for text in texts:
                print(text)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)


def test_batches_land_in_the_cell_that_has_started_the_stream(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = cells.begin()
    callback("one", "two")
    shell.endCell("cell 2")
    callback("three")
    print("the cell's own")
    cells.end(cell)
    assert shell.shown == [
        ("display_data", "cell 1", "one\ntwo"),
        # Sent through the running cell, where a client reads it; the display's id names the place.
        ("update_display_data", "cell 2", "one\ntwo\nthree"),
        ("update_display_data", "cell 2", "one\ntwo\nthree"),
    ]
    ids = [message["content"]["transient"] for message in shell.display_pub.messages]
    assert ids == ids[:1] * 3
    assert capsys.readouterr().out == "the cell's own\n"


def test_a_display_is_there_before_the_cell_ends_and_is_empty_where_nothing_comes(
    shell: Shell,
) -> None:
    cell = cells.begin()
    assert shell.shown == []
    shell.endCell("cell 2")
    shell.endCell("cell 3")
    assert shell.shown == [("display_data", "cell 1", "Waiting for the first batch ...")]
    cells.end(cell)
    assert shell.shown[1:] == [("update_display_data", "cell 3", "")]


def test_a_stream_that_prints_nothing_within_its_cell_shows_nothing(shell: Shell) -> None:
    cell = cells.begin()
    callback()
    cells.end(cell)
    shell.endCell("cell 2")
    assert shell.shown == []


def test_long_streams_keep_their_last_lines(shell: Shell) -> None:
    cell = cells.begin()
    callback(*(f"line {number}" for number in range(700)))
    cells.end(cell)
    first, second, *_, last = shell.shown[-1][2].split("\n")
    assert first == "... 200 lines before these are not shown"
    assert (second, last) == ("line 200", "line 699")


def test_errors_and_displays_of_a_callback_land_there_too(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    cell = cells.begin()
    shell.endCell("cell 2")
    with cells.streamOutput(), cells.streamOutput():
        print("a warning", file=sys.stderr)
        shell.display_pub.publish({"text/plain": "a table", "text/html": "<b>&amp;</b>"})
        shell.display_pub.publish({"text/plain": "another's"}, update=True)
    cells.end(cell)
    assert shell.shown[1:4] == [
        ("update_display_data", "cell 2", "a warning"),
        # No output can be added any more, so the text goes into the last output.
        ("update_display_data", "cell 2", "a warning\na table"),
        ("update_display_data", "cell 2", "another's"),
    ]
    html = shell.display_pub.messages[2]["content"]["data"]["text/html"]
    assert html == "<pre>a warning</pre>\n<b>&amp;</b>"
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_the_kernels_streams_come_back_when_the_last_callback_has_ended(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    kernels = sys.stdout
    cell = cells.begin()
    assert sys.stdout is not kernels
    sys.stdout.writelines(["plain ", "text"])
    with cells.streamOutput():
        cells.end(cell)
        print("late")
    assert sys.stdout is kernels
    assert shell.shown == [("display_data", "cell 1", "late")]
    assert capsys.readouterr().out == "plain text"


def test_what_another_has_put_before_them_stays(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = cells.begin()
    others = io.StringIO()
    sys.stdout = others
    cells.end(cell)
    assert sys.stdout is others


def test_the_next_stream_has_its_own_cell(shell: Shell) -> None:
    first = cells.begin()
    callback("first")
    shell.endCell("cell 2")
    second = cells.begin()
    callback("second")
    cells.end(first)
    callback("more")
    cells.end(second)
    assert ("display_data", "cell 2", "second") in shell.shown
    assert shell.shown[-1] == ("update_display_data", "cell 2", "second\nmore")
    shell.endCell("cell 3")
    assert shell.events.callbacks["post_run_cell"] == []


def test_what_a_cell_captures_is_left_to_it(shell: Shell) -> None:
    captured: list[Any] = []

    def publish(data: Any, metadata: Any, *, transient: Any, update: bool) -> None:
        captured.append((data["text/plain"], update))

    shell.display_pub = types.SimpleNamespace(publish=publish)  # type: ignore[assignment]
    cell = cells.begin()
    callback("one")
    callback("two")
    cells.end(cell)
    assert captured == [("one", False), ("one\ntwo", True), ("one\ntwo", True)]


def test_outputs_of_a_running_cell_are_its_own_in_their_order(shell: Shell) -> None:
    cell = cells.begin()
    with cells.streamOutput():
        print("before")
        shell.display_pub.publish({"text/plain": "a table"}, transient={"display_id": "mine"})
        print("after")
    shell.endCell("cell 2")
    with cells.streamOutput():
        shell.display_pub.publish(
            {"text/plain": "updated"}, transient={"display_id": "mine"}, update=True
        )
        print("late")
    cells.end(cell)
    assert shell.shown[:5] == [
        ("display_data", "cell 1", "before"),
        ("display_data", "cell 1", "a table"),
        ("display_data", "cell 1", "after"),
        ("update_display_data", "cell 2", "updated"),
        ("update_display_data", "cell 2", "after\nlate"),
    ]


def test_a_running_cell_is_cleared_by_the_kernel_with_what_comes_next(shell: Shell) -> None:
    cell = cells.begin()
    with cells.streamOutput():
        print("first")
        shell.display_pub.clear_output(wait=True)
    with cells.streamOutput():
        print("second")
        shell.display_pub.clear_output()
        print("third")
    cells.end(cell)
    assert [(kind, text) for kind, _, text in shell.shown] == [
        ("display_data", "first"),
        ("clear_output", ""),
        ("display_data", "second"),
        ("clear_output", ""),
        ("display_data", "third"),
        ("update_display_data", "third"),
    ]
    waits = [message["content"].get("wait") for message in shell.display_pub.messages]
    assert waits == [None, True, None, False, None, None]
    assert {parent for _, parent, _ in shell.shown} == {"cell 1"}


def test_what_a_cell_that_has_ended_shows_is_cleared_in_its_place(shell: Shell) -> None:
    cell = cells.begin()
    with cells.streamOutput():
        shell.display_pub.publish({"text/plain": "a table"})
        print("text")
    shell.endCell("cell 2")
    for number in range(2):
        with cells.streamOutput():
            shell.display_pub.clear_output(wait=True)
            shell.display_pub.publish({"text/plain": f"table {number}", "image/png": "cGlj"})
    with cells.streamOutput():
        shell.display_pub.clear_output()
    assert shell.shown[2:] == [
        ("update_display_data", "cell 2", ""),
        ("update_display_data", "cell 2", "table 0"),
        ("update_display_data", "cell 2", "table 1"),
        ("update_display_data", "cell 2", ""),
    ]
    assert shell.display_pub.messages[3]["content"]["data"]["image/png"] == "cGlj"
    cells.end(cell)


def test_what_a_running_cell_displays_is_sent_once(shell: Shell) -> None:
    cell = cells.begin()
    with cells.streamOutput():
        shell.display_pub.publish({"application/javascript": "alert(1)"})
    cells.end(cell)
    shell.endCell("cell 2")
    assert len(shell.display_pub.messages) == 1


def test_a_cell_that_was_cleared_as_it_ended_waits_for_no_batch(shell: Shell) -> None:
    cell = cells.begin()
    with cells.streamOutput():
        print("text")
        shell.display_pub.clear_output()
    shell.endCell("cell 2")
    callback("late")
    cells.end(cell)
    assert [text for _, _, text in shell.shown] == ["text", "", "", "late", "late"]


def test_many_outputs_of_a_cell_that_has_ended_keep_the_last(shell: Shell) -> None:
    cell = cells.begin()
    shell.endCell("cell 2")
    with cells.streamOutput():
        for number in range(70):
            shell.display_pub.publish({"text/plain": f"table {number}"})
    first, second, *_, last = shell.shown[-1][2].split("\n")
    assert first == "... 20 outputs before these are not shown"
    assert (second, last) == ("table 20", "table 69")
    cells.end(cell)


def test_the_threads_of_a_receiver_print_to_the_cell_of_its_stream(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    go = threading.Event()

    class Source:
        def onStart(self) -> None:
            self.threads = [
                threading.Thread(target=lambda: print("begun")),
                threading.Thread(target=lambda: go.wait(10) and print("later")),
                threading.Thread(target=self.nested),
            ]
            self.threads[0].start()
            self.threads[0].join(10)
            self.threads[1].start()

        def nested(self) -> None:
            thread = threading.Thread(target=self.run)
            thread.start()
            thread.join(10)

        def run(self) -> None:
            print("method")

    source = Source()
    cell = cells.begin()
    with cells.receiverOutput(source):
        source.onStart()
    source.threads[2].start()
    source.threads[2].join(10)
    go.set()
    source.threads[1].join(10)
    other = threading.Thread(target=lambda: print("another's"))
    other.start()
    other.join(10)
    cells.end(cell)
    assert shell.shown[-1][2].split("\n") == ["begun", "method", "later"]
    assert capsys.readouterr().out == "another's\n"


def test_what_workers_print_goes_to_the_cell_that_is_named(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[Any] = []
    shell.kernel.iopub_socket = None
    shell.kernel.session = types.SimpleNamespace(
        send=lambda socket, kind, content, parent, ident: sent.append((content["text"], parent))
    )
    cell = cells.begin()
    assert cell is not None
    cells._remember("cell 1", cells.cellHeader(shell))
    cells.deliver("cell 1", "running\n")
    shell.endCell("cell 2")
    # A thread that shows the output of its stream's workers may also get other workers' output.
    with cells.streamOutput():
        cells.deliver(cell.id, "the stream's\n")
        cells.deliver("cell 1", "late\n")
        cells.deliver("", "of none\n")
    cells.end(cell)
    assert shell.shown[-1][2] == "the stream's"
    assert capsys.readouterr().out == "running\nof none\n"
    assert sent == [("late\n", {"header": {"msg_id": "cell 1"}})]


def test_a_capture_of_the_cell_that_starts_the_stream_ends_with_it(shell: Shell) -> None:
    captured: list[Any] = []
    kernels = shell.display_pub
    shell.display_pub = types.SimpleNamespace(  # type: ignore[assignment]
        publish=lambda *args, **kwargs: captured.append(args)
    )
    cell = cells.begin()
    shell.endCell("cell 1")
    shell.display_pub = kernels
    shell.endCell("cell 2")
    callback("late")
    cells.end(cell)
    assert captured == []
    assert [text for _, _, text in shell.shown][:2] == ["Waiting for the first batch ...", "late"]


def test_a_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in (None, types.SimpleNamespace()):
        ipython = types.SimpleNamespace(get_ipython=lambda shell=shell: shell)
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        stdout = sys.stdout
        assert cells.begin() is None
        with cells.streamOutput():
            assert sys.stdout is stdout


def test_ipython_is_not_imported_for_it() -> None:
    code = (
        "import sys\nimport sparkish.streaming, sparkish.views, sparkish.testing\n"
        "from sparkish._notebook import cells\nassert cells.begin() is None\n"
        "with cells.streamOutput(): pass\n"
        "print(sorted({'IPython', 'matplotlib', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")
