"""Faults on a standalone cluster: those of ``python -m compat.faults`` that are quick enough."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compat.cluster import Cluster
from compat.faults.app import Figures
from compat.faults.faults import FAULTS, SETTINGS, slowBatches
from compat.faults.report import PATH, Result, markdown
from compat.faults.run import runSetting

NAMED = {fault.name: fault for fault in FAULTS}
# In the report this fault takes a minute.
NAMED["slow"] = dataclasses.replace(NAMED["slow"], run=slowBatches(4))

INPUT = ["reopen", "slow", "invalid-utf8", "nul", "long-line", "empty-lines", "no-newline"]
# The fault without --whole, the hardest.
SAMPLE = "receiver-executor"
# In the order of the runs: one driver for each setting.
PLAN = {
    "replicated": [*INPUT, "python-workers", "receiver-executor"],
    "no second copy": ["receiver-executor"],
    "log": ["driver"],
    "no log": ["driver"],
}


def made(lost: int = 0, doubled: int = 0, setting: str = "replicated") -> Result:
    processed = 10 - lost + doubled
    figures = {"socket": Figures(sent=12, stored=10, processed=processed, doubled=doubled)}
    return Result(NAMED["receiver-executor"], SETTINGS[setting], 1, figures)


def test_what_is_lost_or_doubled_is_wrong() -> None:
    assert made().wrong() == []
    assert "1 records of socket lost" in made(lost=1).wrong()[0]
    assert "1 records of socket doubled" in made(doubled=1).wrong()[0]
    # A lost record and a doubled record do not cancel each other.
    assert len(made(lost=1, doubled=1).wrong()) == 2


def test_a_protection_whose_absence_is_not_seen_is_wrong() -> None:
    assert made(lost=1, setting="no second copy").wrong() == []
    assert "which the protection is for" in made(setting="no second copy").wrong()[0]


def test_a_run_that_stored_nothing_or_did_not_end_is_wrong() -> None:
    nothing = Result(NAMED["nul"], SETTINGS["replicated"], 1, {"socket": Figures(sent=12)})
    assert nothing.wrong() == ["nul under 'replicated': nothing was stored"]
    failed = Result(NAMED["nul"], SETTINGS["replicated"], problem="the driver has ended")
    assert failed.wrong() == ["nul under 'replicated': the driver has ended"]


def test_the_report_has_every_fault_and_loses_nothing() -> None:
    report = PATH.read_text("utf-8")
    for fault in FAULTS:
        for setting in fault.under:
            assert f"| {fault.title} | {SETTINGS[setting].protection} |" in report
    assert "Lost with the protection: 0; doubled: 0." in report
    assert "| **5** |" in markdown([made(lost=5)], 1)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def results(cluster: Cluster, request: pytest.FixtureRequest) -> Callable[[str], list[Result]]:
    """The results of a setting: the first test that asks runs all faults that the tests need."""
    items: list[Any] = request.session.items
    asked = {
        (item.callspec.params["setting"], item.callspec.params["name"])
        for item in items
        if getattr(item, "originalname", "") == "test_a_fault"
    }

    @functools.cache
    def run(setting: str) -> list[Result]:
        faults = [NAMED[name] for name in PLAN[setting] if (setting, name) in asked]
        return runSetting(cluster, setting, faults)

    return run


def sampled(setting: str, name: str) -> Any:
    isSample = setting == "replicated" and name == SAMPLE
    return pytest.param(setting, name, marks=[] if isSample else [pytest.mark.whole])


@pytest.mark.cluster
@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize(
    ("setting", "name"),
    [sampled(setting, name) for setting, names in PLAN.items() for name in names],
)
def test_a_fault(results: Callable[[str], list[Result]], setting: str, name: str) -> None:
    (result,) = (result for result in results(setting) if result.fault.name == name)
    assert result.wrong() == []
