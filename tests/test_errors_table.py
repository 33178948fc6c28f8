"""The generated table of errors: a few of its programs run again."""

from __future__ import annotations

import pytest

from compat.errors.registry import MISTAKES
from compat.errors.run import linesServed, printed

CHOSEN = "notes: two parameters", "in a library", "checkpoint: a lock"


@pytest.mark.spark
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", CHOSEN)
def test_a_mistake_is_told_first(name: str) -> None:
    mistake = next(each for each in MISTAKES if each.name == name)
    with linesServed() as port:
        result = printed(mistake, port)
    assert result.before() == 0, "\n".join(result.lines)
    assert not any("\tat org.apache" in line for line in result.lines)


def test_every_mistake_has_a_name_of_its_own() -> None:
    names = [mistake.name for mistake in MISTAKES]
    assert len(set(names)) == len(names)
    assert sum(name.startswith("notes: ") for name in names) >= 20
