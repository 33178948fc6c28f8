"""Scala's programs of the connector are Scala: the compiler takes them beside its signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.oracle.registry import KAFKA
from sparkish.port import _compiler
from sparkish.port._compiler.scalac import compiled
from sparkish.port._oracle import spark

STUBS = Path(_compiler.__file__).parent / "stubs"


@pytest.mark.oracle
@pytest.mark.whole
@pytest.mark.timeout(300)
def test_it_compiles(tmp_path: Path) -> None:
    # As ``python -m compat.oracle --packages`` does it, with the connector's jars in their place.
    connector = compiled(STUBS.glob("*.scala"), tmp_path)
    jar = spark.compiled({program.scala for program in KAFKA}, tmp_path, [connector])
    assert jar.stat().st_size > 1000


@pytest.mark.oracle
@pytest.mark.whole
@pytest.mark.timeout(300)
def test_what_is_no_program_does_not_compile(tmp_path: Path) -> None:
    connector = compiled(STUBS.glob("*.scala"), tmp_path)
    source = tmp_path / "Wrong.scala"
    text = next(each.scala for each in KAFKA if each.name == "kafka_offsets").read_text()
    source.write_text(text.replace("HasOffsetRanges].offsetRanges", "HasOffsetRanges].ranges"))
    with pytest.raises(RuntimeError, match="value ranges is not a member of"):
        spark.compiled([source], tmp_path, [connector])
