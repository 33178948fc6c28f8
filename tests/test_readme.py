"""The programs in the README, and in the other pages, run exactly as they are printed."""

from __future__ import annotations

import queue
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sparkish.lineserver import LineServer
from sparkish.streaming import Minutes, StreamingContext

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "compat/DIFFERENCES.md", "compat/kafka/README.md", "compat/bench/README.md")
#: A program that stands on two pages counts once.
BLOCKS = list(
    dict.fromkeys(
        block
        for page in PAGES
        for block in re.findall(
            r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M
        )
    )
)


def block(part: str) -> str:
    (found,) = [text for text in BLOCKS if part in text]
    return found


@pytest.mark.spark
def test_the_notes_program(tmp_path: Path) -> None:
    program = block("from sparkish.storage import") + block("dstream1.map")
    printed: queue.Queue[str] = queue.Queue()
    with LineServer(["to be", "or not"]) as server:
        file = tmp_path / "job.py"
        file.write_text(
            program.replace("5800", str(server.port)).replace("Seconds(10)", "Seconds(1)")
        )
        job = subprocess.Popen(
            [sys.executable, str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert job.stdout is not None
            output = job.stdout

            def read() -> None:
                for line in output:
                    printed.put(line.rstrip("\n"))

            threading.Thread(target=read, daemon=True).start()
            lines: list[str] = []
            while not {"to beVIN", "or notVIN"} <= set(lines):
                lines.append(printed.get(timeout=90))
        finally:
            job.terminate()
            job.wait(30)
    assert re.fullmatch(r"Time: \d+ ms", lines[1])


@pytest.mark.spark
@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("@lines.map", "{'apples': 3, 'pears': 4}"),
        ("with LineServer(", "Time: "),
        ("from sparkish.views import", "C. ForEachDStream <- B: count + print"),
        ("from sparkish.testing import assertStream", ""),
        ("from sparkish.testing import KafkaBroker", "('to', 2)"),
    ],
)
def test_the_other_programs(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str], part: str, expected: str
) -> None:
    names: dict[str, Any] = {"ssc": ssc, "sc": ssc.sparkContext, "Minutes": Minutes}
    exec(block(part), names)
    assert expected in capsys.readouterr().out


@pytest.mark.spark
def test_the_drop_in_imports(sc: Any) -> None:
    names: dict[str, Any] = {}
    exec(block("from sparkish.sql import"), names)
    assert names["SparkSession"].builder.getOrCreate().sparkContext is sc


def test_every_program_is_run() -> None:
    # One of them runs in the test of `sparkish demo --kafka`.
    assert len(BLOCKS) == 9


def test_a_newcomer_reads_it_in_one_go() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 200


@pytest.mark.parametrize(
    "page",
    [
        *ROOT.glob("*.md"),
        *ROOT.glob(".github/*.md"),
        *ROOT.glob("compat/**/*.md"),
        ROOT / "notebooks/README.md",
    ],
    ids=str,
)
def test_links_and_rooms_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([\w./-]+)(?:#[\w-]+)?\)", re.sub(r"`[^`]*`", "", text)):
        assert link.startswith("http") or (page.parent / link).exists(), link
    for folder in re.findall(r"`(sparkish/[\w/.]+)`", text):
        assert (ROOT / folder).exists(), folder
