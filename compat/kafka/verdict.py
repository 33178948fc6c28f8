"""The verdict on a run: lost and doubled messages, from the output of each batch. Pure."""

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
    """How many times a batch ran again."""
    sameRanges: bool
    """Whether each batch that ran again had the ranges of its first run."""
    state: int
    """The sum of the counts in the state."""
    isExact: bool
    """Whether the sum of the messages is right: no message was read instead of another."""

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
        The job's output: the ranges, what was read from each, and how often the batch ran.
    state : mapping of str to int
        The last counts of the words.
    sent, offsets, total : int
        The number of messages, the number of offsets (with those that have no message), and the sum
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
