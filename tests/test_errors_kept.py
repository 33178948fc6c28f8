"""What the programs of the table of errors printed is kept between runs, for the same programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.errors import __main__ as errors
from compat.errors.registry import Mistake


def test_what_a_program_of_before_has_printed_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.json"
    mistakes = [Mistake("one", "print(1)", "1"), Mistake("two", "print(2)", "2")]
    monkeypatch.setattr(errors, "MISTAKES", mistakes)
    assert errors.readKept(kept) == {}
    errors.writeKept(kept, {"one": {"now": ["1"]}, "two": {"now": ["2"], "before": []}})
    mistakes[0] = Mistake("one", "print('one')", "one")
    mistakes[1] = mistakes[1]._replace(name="second")
    assert errors.readKept(kept) == {"second": {"now": ["2"], "before": []}}


def test_a_run_of_all_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, table = tmp_path / "kept.json", tmp_path / "ERRORS.md"
    mistake = Mistake("one", "print(1)", "1")
    monkeypatch.setattr(errors, "MISTAKES", [mistake])
    monkeypatch.setattr(errors, "PATH", table)
    errors.writeKept(kept, {"one": {"now": ["1"], "submitted": ["stale"]}})
    monkeypatch.setattr("sys.argv", ["errors", "--kept", str(kept)])
    assert errors.main() == 0
    assert list(errors.readKept(kept)["one"]) == ["now"]
    assert "stale" not in table.read_text()


def test_the_last_run_of_several_tells(tmp_path: Path) -> None:
    program = 'import os\nfile = __file__ + "x"\nprint(os.path.exists(file))\nopen(file, "w")\n'
    result = errors.printed(Mistake("twice", program, "True", runs=2), 1)
    assert result.lines == ["True"]
