"""How the benchmarks render their measurements; ``.ci/run`` measures a few batches."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.bench.__main__ import keep
from compat.bench.feeder import LOADS, chunks, load
from compat.bench.process import KINDS
from compat.bench.report import ratios, table
from compat.bench.results import saved
from compat.bench.run import Run, Settings
from compat.bench.scaling import Point, words
from compat.bench.scaling import keep as keepPoints


def made(system: str, number: int, *execution: float) -> Run:
    used = dict.fromkeys(KINDS, 1.0)
    run = Run(system, "count", "5-blocks", number, list(execution), list(execution), execution[0])
    run.cpu, run.memory, run.feed = used, used, {"lines per second": 5.0}
    return run


RUNS = [
    made("pyspark", 1, 0.4, 0.4, 0.4),
    made("sparkish", 1, 0.1, 0.1, 0.1),
    made("pyspark", 2, 0.4, 0.4, 0.4),
    made("sparkish", 2, 0.1, 0.2, 0.3),
]


def test_ratios_are_of_the_medians_of_a_round():
    assert ratios(RUNS, "sparkish", "pyspark") == pytest.approx([0.25, 0.5])


def test_the_table_has_medians_ratios_and_their_spread():
    rows = table(RUNS, Settings(1.0, 2, 3)).splitlines()
    assert rows[0].startswith("Batches of 1 s; 3 measured in each interleaved round,")
    assert rows[-1].startswith("| 5-blocks | count | sparkish | 2 | 0.100 (0.100-0.225) | 0.100 |")
    # The ratios to the first system, and to the last one, which is the system itself.
    assert "| 0.38 (0.25-0.50) | 1.00 |" in rows[-1]


def test_a_system_that_lacks_a_program_leaves_its_ratio_empty():
    alone = made("sparkish", 1, 0.1, 0.1)
    alone.program = "map_state"
    row = table([*RUNS, alone], Settings(1.0, 2, 2)).splitlines()[-1]
    assert row.startswith("| 5-blocks | map_state | sparkish | 1 | 0.100")
    assert "|  | 1.00 |" in row


def test_slopes_in_words():
    points = [Point("blocks", value, "sparkish", 0.1 + value / 100) for value in (1, 5, 100)]
    assert words([*points, Point("blocks", 1, "scala", 0.1)]) == [
        "- blocks, sparkish: 0.110 s at 1, 1.100 s at 100; 0.100 s for each 10 more."
    ]


def test_what_was_measured_under_another_load_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pytest.importorskip("matplotlib")
    monkeypatch.setattr("compat.bench.results.RESULTS", tmp_path)
    many = made("sparkish", 1, 0.5, 0.5)
    many.load = "50000/s"
    settings = Settings(1.0, 2, 3)
    for runs in ([many], RUNS[:2], RUNS):
        keep("programs", runs, settings)
    kept = [(run["load"], run["system"], run["round"]) for run in saved("programs")["runs"]]
    expected = [(run.load, run.system, run.round) for run in RUNS]
    assert kept == [*expected, ("50000/s", "sparkish", 1)]
    assert "| 50000/s | count |" in (tmp_path / "programs.md").read_text()


def test_what_was_measured_over_something_else_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pytest.importorskip("matplotlib")
    monkeypatch.setattr("compat.bench.results.RESULTS", tmp_path)
    blocks, again, streams = (
        Point(over, 1, "scala", seconds)
        for over, seconds in (("blocks", 0.1), ("blocks", 0.2), ("streams", 0.3))
    )
    for points in ([blocks], [streams], [again]):
        keepPoints("scaling", points, batches=5)
    assert saved("scaling")["series"] == [streams._asdict(), again._asdict()]


@pytest.mark.parametrize("name", LOADS)
def test_a_load_is_so_many_lines_of_so_many_words(name: str):
    chosen = load(str(LOADS[name]))
    assert chosen == LOADS[name]
    for chunk in chunks(chosen):
        lines = chunk.decode().splitlines()
        assert len(lines) == chosen.lines
        assert {len(line.split()) for line in lines} == {10}


def test_pictures_of_programs_and_of_what_grows(tmp_path: Path):
    pytest.importorskip("matplotlib")
    from compat.bench.plots import plot

    runs = [
        {"load": run.load, "program": run.program, "system": run.system} | {"execution": [0.1]}
        for run in RUNS
    ]
    series = [Point("blocks", value, "sparkish", 0.1)._asdict() for value in (1, 10)]
    plot({"measured": "time", "runs": runs}, tmp_path / "programs.png")
    plot({"series": series}, tmp_path / "scaling.png")
    for name in ("programs.png", "scaling.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
