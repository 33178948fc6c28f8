"""Jobs submitted to a standalone cluster, with and without sparkish on the executors."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import compat.cluster
from compat.cluster import Cluster, processes, waitFor
from sparkish.port._oracle.feed import Feed
from sparkish.port._oracle.spark import ROOT

pytestmark = [
    pytest.mark.spark,
    pytest.mark.cluster,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc"),
]

PROGRAM = Path(compat.cluster.__file__).with_name("program.py")
BATCHES = [["a b a", "c"], ["a", "b b c"], ["d a"]]
LINES = [line for batch in BATCHES for line in batch]
WORDS = Counter(word for line in LINES for word in line.split(" "))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


def zipped(folder: Path) -> Path:
    path = folder / "sparkish.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted((ROOT / "sparkish").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(ROOT))
    return path


def run(cluster: Cluster, folder: Path, **python: Any) -> tuple[dict[str, Any], str]:
    """Submit the program; return its results and its output."""
    with Feed() as feed:
        args = [str(feed.port), str(folder), str(WORDS.total())]
        driver = cluster.submit(PROGRAM, *args, conf={"spark.default.parallelism": "2"}, **python)
        try:
            feed.waitForReceiver(150)
            feed.send(BATCHES[0])
            # The rest comes in a later batch: states and windows must continue.
            waitFor(lambda: "printed" in driver.out.read_text(), "a batch with data")
            feed.send([*BATCHES[1], *BATCHES[2]])
            assert driver.wait(150) == 0, driver.tail()
        except TimeoutError as error:
            pytest.fail(f"{error}\n{driver.tail()}")
        finally:
            driver.end()
    return json.loads((folder / "results.json").read_text()), driver.out.read_text()


def check(results: dict[str, Any], printed: str, folder: Path) -> None:
    counts = dict(WORDS)
    gathered, last = results["gathered"], results["last"]
    assert last == {"window": counts, "inverse": counts, "updated": counts, "mapped": counts}
    assert gathered["filtered"] == {f"('{w}', 1)": n for w, n in counts.items() if w != "b"}
    assert gathered["transformed"] == Counter(line.upper() for line in LINES)
    # Each pair has the same number twice. Which lines are in which batch varies.
    joined = [eval(pair) for pair in Counter(gathered["joined"]).elements()]
    assert all(left == right for _, (left, right) in joined)
    assert sum((Counter({word: n}) for word, (n, _) in joined), Counter()) == WORDS
    assert gathered["numbers"] == Counter(str(n * n) for n in range(50))
    assert results["length"] >= sum(map(len, WORDS.elements()))
    printedLines = [line for line in printed.splitlines() if line.startswith("printed ")]
    assert printedLines
    assert set(printedLines) <= {f"printed {line}" for line in LINES}
    written = [line for file in folder.glob("partition-*") for line in file.read_text().split("\n")]
    assert Counter(filter(None, written)) == Counter(LINES)


@pytest.mark.whole
@pytest.mark.timeout(400)
def test_with_sparkish_installed_everywhere(cluster: Cluster, tmp_path: Path) -> None:
    try:
        importlib.metadata.distribution("sparkish")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("sparkish is not pip-installed in this environment")
    results, printed = run(
        cluster, tmp_path, driverPython=sys.executable, executorPython=sys.executable
    )
    import sparkish

    assert results["driver"] == sparkish.__file__
    assert results["executors"] == [sparkish.__file__]
    check(results, printed, tmp_path)


@pytest.mark.timeout(400)
def test_with_py_files_and_sparkish_installed_nowhere(cluster: Cluster, tmp_path: Path) -> None:
    archive = zipped(tmp_path)
    results, printed = run(cluster, tmp_path, driverPython=cluster.barePython, pyFiles=[archive])
    # Each executor has its own copy.
    for place in (results["driver"], *results["executors"]):
        assert place.endswith("sparkish.zip/sparkish/__init__.py")
    check(results, printed, tmp_path)


@pytest.mark.whole
@pytest.mark.timeout(400)
def test_with_sparkish_in_the_driver_only(cluster: Cluster, tmp_path: Path) -> None:
    results, printed = run(cluster, tmp_path, driverPython=sys.executable, pythonPath=str(ROOT))
    assert results["driver"] == str(ROOT / "sparkish" / "__init__.py")
    assert results["executors"] == [None]
    check(results, printed, tmp_path)


@pytest.mark.whole
def test_the_command_line_runs_from_the_zip(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(zipped(tmp_path))}
    command = [sys.executable, "-m", "sparkish", "demo", "--batch", "1s", "--batches", "2"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("2 batches, ")
    # The log's settings are in the zip too: without them Spark logs everything.
    assert "log4j" not in done.stderr
    assert " INFO " not in done.stderr


@pytest.mark.whole
def test_a_cluster_leaves_nothing_behind_where_a_test_fails() -> None:
    sessions: list[int] = []

    def test() -> None:
        with Cluster(workers=1) as cluster:
            sessions.extend(member.process.pid for member in cluster._members)
            folders.append(cluster.folder)
            assert all(processes.session(leader) for leader in sessions)
            raise ZeroDivisionError

    folders: list[Path] = []
    with pytest.raises(ZeroDivisionError):
        test()
    assert len(sessions) == 2
    assert not any(processes.session(leader) for leader in sessions)
    assert not folders[0].exists()
