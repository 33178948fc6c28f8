"""The page of Scala's lines, before and after, has exactly the existing programs."""

from __future__ import annotations

from compat.line import __main__ as line
from compat.line.programs import PROGRAMS


def test_the_page_is_of_these_programs() -> None:
    page = line.PAGE.read_text("utf-8")
    for program in PROGRAMS:
        assert f"{program.title}\n\n```python\n{program.code}\n```" in page
    assert "\n".join(line.kinds()) in page


def test_sparkish_refuses_none_of_the_lines() -> None:
    page = line.PAGE.read_text("utf-8")
    after = [part.partition("## ")[0] for part in page.split("After:")[1:]]
    assert len(after) == len(PROGRAMS)
    assert not [text for text in after if "Error" in text]
