"""Files in Hadoop's formats, with PySpark's call forms and with Scala's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyspark
import pytest

from sparkish import SparkContext
from sparkish._rdd.base import RDD

pytestmark = pytest.mark.spark

OLD = "org.apache.hadoop.mapred.TextInputFormat"
NEW = "org.apache.hadoop.mapreduce.lib.input.TextInputFormat"
KEY, VALUE = "org.apache.hadoop.io.LongWritable", "org.apache.hadoop.io.Text"
CLASSES = {"inputFormatClass": OLD, "keyClass": KEY, "valueClass": VALUE}
COUNT = 1000
MINIMUM = 7


@pytest.fixture
def lines(tmp_path: Path) -> str:
    (tmp_path / "lines").write_text("".join(f"line {n:05}\n" for n in range(COUNT)))
    return f"file:{tmp_path}/lines"


def inputs(lines: str) -> dict[str, str]:
    return {"mapreduce.input.fileinputformat.inputdir": lines}


def isRead(rdd: Any) -> bool:
    assert isinstance(rdd, RDD)
    pairs = sorted(rdd.collect())
    return len(pairs) == COUNT and pairs[1] == (11, "line 00001")


def test_pysparks_forms_give_what_pyspark_gives(sc: SparkContext, lines: str) -> None:
    theirs = pyspark.SparkContext
    conf = inputs(lines)
    text = {"keyConverter": None, "valueConverter": None, "batchSize": 10}
    for name, arguments, kwargs in (
        ("hadoopFile", (lines, OLD, KEY, VALUE), {}),
        ("hadoopFile", (lines, OLD, KEY, VALUE, None, None, {"a": "b"}, 5), {}),
        ("hadoopFile", (lines,), CLASSES | text),
        ("hadoopRDD", (OLD, KEY, VALUE, None, None, conf), {}),
        ("hadoopRDD", (OLD, KEY, VALUE), {"conf": conf}),
        ("newAPIHadoopFile", (lines, NEW, KEY, VALUE), {}),
        ("newAPIHadoopFile", (lines, NEW, KEY, VALUE, None, None, {"a": "b"}, 5), {}),
        ("newAPIHadoopRDD", (NEW, KEY, VALUE, None, None, conf), {}),
        ("newAPIHadoopRDD", (), CLASSES | text | {"inputFormatClass": NEW, "conf": conf}),
    ):
        ours = getattr(sc, name)(*arguments, **kwargs)
        assert isRead(ours)
        assert ours.collect() == getattr(theirs, name)(sc, *arguments, **kwargs).collect()


def test_a_converter_is_called(sc: SparkContext, lines: str) -> None:
    # The class must exist.
    with pytest.raises(Exception, match=r"no\.such\.Converter"):
        sc.hadoopFile(lines, OLD, KEY, VALUE, "no.such.Converter").collect()


def test_scalas_old_forms_honour_the_number_of_partitions(sc: SparkContext, lines: str) -> None:
    conf = inputs(lines)
    for number in (1, MINIMUM):
        for rdd in (
            sc.hadoopFile(lines, OLD, KEY, VALUE, number),
            sc.hadoopFile(lines, OLD, KEY, VALUE, minPartitions=number),
            sc.hadoopFile(lines, number, **CLASSES),
            sc.hadoopFile(lines, minPartitions=number, **CLASSES),
            sc.hadoopFile(lines, number, **CLASSES | {"inputFormatClass": "TextInputFormat"}),
            sc.hadoopRDD(conf, OLD, KEY, VALUE, number),
            sc.hadoopRDD(conf, "TextInputFormat", "LongWritable", "Text", minPartitions=number),
            sc.hadoopRDD(conf=conf, minPartitions=number, **CLASSES),
        ):
            assert isRead(rdd)
            # Hadoop's splits have whole bytes, so the rest may need one more split.
            assert number <= rdd.getNumPartitions() <= number + 1
    default = sc.hadoopRDD(conf, OLD, KEY, VALUE)
    assert isRead(default)
    assert default.getNumPartitions() == sc.defaultMinPartitions


def test_scalas_new_forms(sc: SparkContext, lines: str) -> None:
    conf = inputs(lines)
    half = {"mapreduce.input.fileinputformat.split.maxsize": 11 * COUNT // 2}
    for rdd in (
        sc.newAPIHadoopFile(lines, NEW, KEY, VALUE, half),
        sc.newAPIHadoopFile(path=lines, fClass=NEW, kClass=KEY, vClass=VALUE, conf=half),
        sc.newAPIHadoopRDD({**conf, **half}, NEW, KEY, VALUE),
        sc.newAPIHadoopRDD({**conf, **half}, "TextInputFormat", "LongWritable", "Text"),
        sc.newAPIHadoopRDD(fClass=NEW, kClass=KEY, vClass=VALUE, conf={**conf, **half}),
    ):
        assert isRead(rdd)
        assert rdd.getNumPartitions() == 2
    plain = sc.newAPIHadoopFile(lines, fClass="TextInputFormat", kClass=KEY, vClass=VALUE)
    assert isRead(plain)


def test_the_contexts_own_configuration_is_one(sc: SparkContext, lines: str) -> None:
    name, value = next(iter(inputs(lines).items()))
    conf = sc.hadoopConfiguration
    conf.set(name, value)
    try:
        assert isRead(sc.newAPIHadoopRDD(conf, NEW, KEY, VALUE))
        assert isRead(sc.hadoopRDD(conf, OLD, KEY, VALUE, 3))
    finally:
        conf.unset(name)


def test_binary_records(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(bytes(range(12)))
    path = f"file:{tmp_path}/records"
    records = [bytes(range(n, n + 4)) for n in (0, 4, 8)]
    conf = {"mapreduce.input.fileinputformat.split.maxsize": 4}
    assert sc.binaryRecords(path, 4).collect() == records
    split = sc.binaryRecords(path, 4, conf)
    assert isinstance(split, RDD)
    assert split.glom().collect() == [[record] for record in records]
    assert sc.binaryRecords(path, recordLength=4, conf=sc.hadoopConfiguration).collect() == records
    # The context's own settings do not change.
    assert "mapreduce.input.fileinputformat.split.maxsize" not in sc.hadoopConfiguration
    assert sc.binaryRecords(path, 4).getNumPartitions() < 3


def test_what_cannot_be_read_is_told(sc: SparkContext, lines: str) -> None:
    for call in (
        lambda: sc.hadoopFile(lines, 1, 2),
        lambda: sc.hadoopFile(lines, OLD, KEY, VALUE, {"a": "b"}),
        lambda: sc.hadoopRDD(lines, 5),
        lambda: sc.newAPIHadoopFile(lines, NEW, KEY, VALUE, 5),
        lambda: sc.newAPIHadoopRDD({}, NEW),
    ):
        with pytest.raises(TypeError, match="no matching call"):
            call()
    with pytest.raises(
        ValueError, match=r"There is no class org\.apache\.hadoop\.mapred\.NoFormat"
    ):
        sc.hadoopFile(lines, "NoFormat", KEY, VALUE, 1)
    with pytest.raises(TypeError, match="dict of Hadoop settings"):
        sc.binaryRecords(lines, 1, 5)  # type: ignore[arg-type]
