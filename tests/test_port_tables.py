"""The tables of the porter's evidence: what a run has done stays, and the next run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.port import __main__ as command
from compat.port import twins
from compat.port.tables import cellsOf, headOf, inPieces, missing, rowsOf


def test_a_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    assert cellsOf(path) == []
    assert cellsOf(None) == []
    rows = [["a/One.scala", "yes", ""], ["a/Two.scala", "", "no x|y"], ["**2**", 1, ""]]
    path.write_text("# Head\n\n" + rowsOf(["program", "same", "left"], rows))
    assert cellsOf(path) == [["a/One.scala", "yes", ""], ["a/Two.scala", "", "no x/y"]]
    assert missing(["a/Two.scala", "a/Three.scala"], path) == {"a/Three.scala"}


def test_what_a_person_wrote_above_a_table_stays(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    assert headOf(path, "told\n\n") == "told\n\n"
    path.write_text("# Head\n\nWords.\n\n" + rowsOf(["program"], [["a"]]))
    assert headOf(path, "told\n\n") == "# Head\n\nWords.\n\n"


def test_pieces_have_all_in_order() -> None:
    assert [list(piece) for piece in inPieces(range(5), 2)] == [[0, 1], [2, 3], [4]]


def test_a_stopped_run_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first run is stopped behind its first piece; with --new the next one does the rest."""
    (tmp_path / "set" / "one").mkdir(parents=True)
    for name in ("A", "B", "C"):
        program = f"import org.apache.spark.streaming._\nobject {name}"
        (tmp_path / "set" / "one" / f"{name}.scala").write_text(program)
    table = tmp_path / "table.md"
    asked: list[str] = []

    def port(porter: object, folder: Path, path: Path, texts: object, number: int) -> object:
        if len(asked) == stopped:
            raise KeyboardInterrupt
        asked.append(path.stem)
        return command.Row(str(path.relative_to(folder)), read=True, ported=True, notes=2), None

    monkeypatch.setattr(command, "port", port)
    monkeypatch.setattr(command, "Porter", _Nothing)
    monkeypatch.setattr(command, "inPieces", lambda items: inPieces(items, 1))
    arguments = ["port", str(tmp_path / "set"), "--table", str(table)]
    monkeypatch.setattr("sys.argv", arguments)
    stopped = 1
    with pytest.raises(KeyboardInterrupt):
        command.main()
    assert list(command.written(table)) == ["one/A.scala"]
    stopped = -1
    monkeypatch.setattr("sys.argv", [*arguments, "--new"])
    assert command.main() == 0
    assert asked == ["A", "B", "C"]
    rows = command.written(table)
    assert list(rows) == ["one/A.scala", "one/B.scala", "one/C.scala"]
    assert rows["one/A.scala"].ported
    assert not rows["one/A.scala"].same
    assert rows["one/A.scala"].notes == 2
    assert table.read_text().startswith("`python -m compat.port FOLDER --table`\n")


def test_the_twins_table_keeps_the_rows_of_programs_that_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "TABLE", tmp_path / "TWINS.md")
    twins.write([twins.Result("joins", "whole", "same"), twins.Result("notes")])
    twins.write([twins.Result("notes", "whole", "same"), twins.Result("window", "whole", "same")])
    text = twins.TABLE.read_text()
    assert text.count("# The oracle's programs") == 1
    assert [row[:3] for row in cellsOf(twins.TABLE)] == [
        ["notes", "whole", "same"],
        ["joins", "whole", "same"],
        ["window", "whole", "same"],
    ]
    assert "3 programs, 3 ported, 3 with Scala's output." in text


class _Nothing:
    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *error: object) -> None:
        pass
