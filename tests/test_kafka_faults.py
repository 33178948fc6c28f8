"""The verdict of ``compat.kafka``: it finds lost and doubled messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compat.kafka.faults import FAULTS
from compat.kafka.verdict import Verdict, judged


def batch(*ranges: tuple[int, int], runs: int = 1, same: bool = True) -> dict[str, Any]:
    """Return the output of a batch that read all of its ranges; offset n holds the message n."""
    return {
        "ranges": [["numbers", 0, start, until] for start, until in ranges],
        "parts": [
            [index, until - start, sum(range(start, until))]
            for index, (start, until) in enumerate(ranges)
        ],
        "runs": runs,
        "same": same,
    }


def verdict(*batches: dict[str, Any], counted: int = 10) -> Verdict:
    return judged(batches, {"a": counted - 1, "b": 1}, 10, 10, sum(range(10)))


def test_a_run_that_is_right() -> None:
    found = verdict(batch((0, 4)), batch((4, 4)), batch((4, 10), runs=3))
    assert found == Verdict(10, 10, 0, 0, 2, True, 10, True)
    assert found.isRight()


@pytest.mark.parametrize(
    ("found", "lost", "doubled"),
    [
        (verdict(batch((0, 4)), batch((5, 10))), 1, 0),
        (verdict(batch((0, 4)), batch((2, 10))), 0, 2),
        (verdict(batch((0, 10)), batch((3, 5))), 0, 2),
        (verdict(batch((0, 9))), 1, 0),
        (verdict(batch((0, 10)), counted=11), 0, 0),
        (verdict(batch((0, 10), same=False)), 0, 0),
    ],
)
def test_runs_that_are_wrong(found: Verdict, lost: int, doubled: int) -> None:
    assert (found.lost, found.doubled) == (lost, doubled)
    assert not found.isRight()


def test_a_message_that_was_read_in_anothers_place() -> None:
    wrong = batch((0, 10))
    wrong["parts"] = [[0, 10, 99]]
    assert not verdict(wrong).isExact
    assert not replace(verdict(batch((0, 10))), isExact=False).isRight()


def test_each_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
