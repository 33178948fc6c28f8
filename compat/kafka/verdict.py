"""What a run has lost and doubled, from what each batch has written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Verdict", "judged"]


@dataclass(frozen=True)
class Verdict:
    """The figures of a run."""

    sent: int
    processed: int
    lost: int
    doubled: int
    reruns: int
    """How many runs of a batch came after another of the same batch."""
    sameRanges: bool
    """Whether each of them had the ranges of the first."""
    state: int
    """What the state has counted."""
    isExact: bool
    """Whether the sum of the messages is right: none was read in another's place."""

    def isRight(self) -> bool:
        """Tell whether nothing was lost or doubled."""
        return (
            self.lost == self.doubled == 0
            and self.state == self.processed == self.sent
            and self.sameRanges
            and self.isExact
        )


def judged(
    batches: Iterable[Mapping[str, Any]],
    state: Mapping[str, int],
    sent: int,
    offsets: int,
    total: int,
) -> Verdict:
    """Return the verdict on a run.

    Parameters
    ----------
    batches : iterable of mappings
        What the job has written: ranges, what was read of each, and how often it ran.
    state : mapping of str to int
        The last counts of the words.
    sent, offsets, total : int
        How many messages there were, how many offsets they and what is no message had, and the sum
        of the messages.
    """
    seen: dict[tuple[str, int], list[tuple[int, int]]] = {}
    processed = summed = reruns = 0
    same = True
    for batch in batches:
        reruns += batch["runs"] - 1
        same = same and batch["same"]
        for topic, partition, start, until in batch["ranges"]:
            seen.setdefault((topic, partition), []).append((start, until))
        for _, count, part in batch["parts"]:
            processed += count
            summed += part
    doubled = 0
    covered = 0
    for ranges in seen.values():
        end = 0
        for start, until in sorted(ranges):
            doubled += max(min(end, until) - start, 0)
            covered += max(until - max(start, end), 0)
            end = max(end, until)
    return Verdict(
        sent,
        processed,
        offsets - covered,
        doubled,
        reruns,
        same,
        sum(state.values()),
        summed == total,
    )
