"""The programs and their inputs, for the Scala and the Python side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sparkish.port._oracle import program as fed
from sparkish.port._oracle.feed import javaBlock

PROGRAMS = Path(__file__).parent / "programs"


class Expected(NamedTuple):
    """The output of a program: in each batch, before the first one, and after the last."""

    batches: list[list[str]]
    before: Sequence[str] = ()
    after: Sequence[str] = ()


@dataclass(frozen=True)
class Program(fed.Program):
    """A program of the oracle; ``word_count`` is WordCount.scala and word_count.py."""

    #: Scala's output from its documentation, for a program whose Scala side cannot run.
    expected: Expected | None = None

    @property
    def python(self) -> Path:
        return self.folder / f"{self.name}.py"

    @property
    def scala(self) -> Path:
        return self.folder / f"{self.main}.scala"

    @property
    def folder(self) -> Path:
        # Kafka's programs need a jar that PySpark's package does not have.
        return PROGRAMS / "kafka" if self.topics else PROGRAMS

    @property
    def main(self) -> str:
        return "".join(word.capitalize() for word in self.name.split("_"))

    @property
    def shows(self) -> str:
        """What the program shows: its first comment."""
        return self.python.read_text("utf-8").partition("\n")[0].removeprefix("# ")


REGISTRY = [
    Program(
        "notes",
        feeds={"lines": [["hello", "world"], [], [f"line {n}" for n in range(12)], ["", "ü €"]]},
    ),
    Program(
        "word_count",
        feeds={"lines": [["to be or not to be"], ["that is", "the question", ""], [], ["be"]]},
        ordered=False,
        clock="system",
    ),
    Program("count", feeds={"lines": [[], ["a"], ["b", "c", "d"], []]}),
    Program(
        "print_formats",
        feeds={"numbers": [["1", "2"], ["1", "2", "3"], ["1", "2", "3", "4"], []]},
    ),
    Program(
        "basics",
        feeds={"lines": [["to be or not to be", "that is"], ["the question"], [], ["so it seems"]]},
    ),
    Program(
        "reduce_by_key",
        feeds={"lines": [["to be or not to be"], [], ["to sleep", "no more", "to sleep"]]},
        ordered=False,
    ),
    Program(
        "group_by_key",
        feeds={"pairs": [["a 1", "b 2", "a 3"], [], ["c 5", "c 4", "c 4"], ["b 0"]]},
        ordered=False,
    ),
    Program(
        "combine_by_key",
        feeds={"pairs": [["a 1", "b 2", "a 4", "a 1"], [], ["b 0.5", "b 0.25"]]},
        ordered=False,
    ),
    Program(
        "count_by_value",
        feeds={"numbers": [["1", "4", "4", "1", "2"], [], ["3", "33"], ["5"]]},
        ordered=False,
    ),
    Program(
        "values",
        feeds={"pairs": [["a=x,yy,x", "b=zz"], [], ["c=q,rrrr"]]},
    ),
    Program(
        "joins",
        feeds={
            "names": [["1 Ada", "2 Bob", "2 Bo"], ["3 Cy"], [], ["4 Di"]],
            "towns": [["1 Rome", "2 Oslo", "5 Kyiv"], [], ["3 Lima"], ["4 Bonn", "4 Cork"]],
        },
        ordered=False,
    ),
    Program(
        "join_partitions",
        feeds={
            "left": [["1", "2", "3", "4"], [], ["7"]],
            "right": [["2", "3", "3", "8"], ["1"], []],
        },
        ordered=False,
    ),
    Program(
        "cogroup",
        feeds={
            "left": [["a", "bb", "cc"], ["ddd"], [], []],
            "right": [["x", "yyy"], [], ["zzz", "qqq"], []],
        },
        ordered=False,
    ),
    Program("window", feeds={"lines": [["a", "b"], ["c"], [], ["d"], ["e", "f"], ["g"], [], []]}),
    Program(
        "named_window",
        feeds={"lines": [["a", "bb"], ["ccc"], [""], ["d"], ["", ""], ["four"], ["f"]]},
        ordered=False,
    ),
    Program(
        "reduce_by_window",
        feeds={"numbers": [["1", "2"], ["4"], [], [], ["8"], ["16", "32"], [], ["64"], [], []]},
    ),
    Program(
        "count_by_window",
        feeds={"lines": [["a", "b"], ["a"], [], [], ["c", "c"], ["a"], [], [], [], ["d"]]},
        ordered=False,
    ),
    Program(
        "group_by_key_and_window",
        feeds={"pairs": [["a 1", "b 2"], ["a 3"], [], [], ["c 5", "c 4"], ["b 7"], [], ["a 9"]]},
        ordered=False,
    ),
    Program(
        "reduce_by_key_and_window",
        feeds={"lines": [["a b a"], ["b"], [], ["c"], ["c a", "d"], [], [], ["b b"]]},
        ordered=False,
    ),
    Program(
        "inverse_window",
        feeds={"lines": [["a b a"], ["b"], [], [], ["c a"], ["d d"], [], ["b b"]]},
        ordered=False,
    ),
    Program(
        "large_inverse_window",
        feeds={
            "pairs": [
                *([["a 1", "b 2"], ["a 3"], [], ["c 4"], ["b 5"], ["d 6"], [], []]),
                *([["a 7", "c 1"], [], [], [], [], [], ["b 8"]]),
            ]
        },
        ordered=False,
    ),
    Program(
        "transform",
        feeds={"lines": [["spam", "eggs", "eggs"], [], ["ham", "spam", "bacon"]]},
        ordered=False,
    ),
    Program(
        "transform_with",
        feeds={
            "left": [["a", "b", "c"], ["d"], [], ["e", "f"]],
            "right": [["b", "c"], [], ["d"], ["f", "g"]],
        },
        ordered=False,
    ),
    Program(
        "unions",
        feeds={
            "one": [["a", "b"], [], ["c"], []],
            "two": [["d"], ["e"], [], []],
            "three": [[], ["f", "g", "h"], ["i"], []],
        },
    ),
    Program("partitions", feeds={"numbers": [["1", "2", "3", "4", "5"], [], ["7"]]}, ordered=False),
    Program("print_limits", feeds={"lines": [["a"], ["b", "c"], [], ["d", "e", "f"]]}),
    Program("empty_batches", feeds={"lines": [[], ["a", ""], ["", ""], [], ["bb", "ccc"]]}),
    Program("foreach_rdd", feeds={"lines": [["to be or", "not to be"], [], ["that is it"]]}),
    Program("slice", feeds={"lines": [["a", "b"], ["cc"], [], ["ddd", "e"], []]}),
    Program(
        "text_files",
        files={"in": [{"1.txt": ["a b", "a"]}, {}, {"2.txt": ["c"], "3.txt": ["d", "c"]}]},
        ordered=False,
    ),
    Program(
        "binary_records",
        files={"in": [{"1.bin": ["one", "two"]}, {}, {"2.bin": ["six", "ten", "abc"]}]},
    ),
    Program("queues", batches=4),
    Program("life_cycle", feeds={"lines": [["a", "b"], [], ["c"]]}),
    Program(
        "running_counts",
        feeds={"pairs": [["a 1", "b 2"], ["a 3"], [], ["b -5", "c 1"], ["b 4", "a 1", "a 1"]]},
        ordered=False,
    ),
    Program(
        "initial_state",
        feeds={"pairs": [["a 1", "b 2"], [], ["z 3", "z 4"], ["b 1"]]},
        ordered=False,
    ),
    Program(
        "state_iterator",
        feeds={"pairs": [["1 a", "9 never", "2 bb"], ["1 longest", "2 aa"], [], ["5 longer"]]},
        ordered=False,
    ),
    Program(
        "map_with_state",
        feeds={"lines": [["a b a", "a"], ["b"], [], ["c a", "b"], []]},
        ordered=False,
    ),
    Program(
        "state_specs",
        feeds={"pairs": [["1 5", "2 7", "3 31"], [], ["1 11", "2 6"], ["4 1", "4 2"], []]},
        ordered=False,
    ),
    Program(
        "sessions",
        feeds={
            "visits": [
                *([["ann home", "bob home"], ["bob cart"], [], [], ["ann help"], []]),
                *([[], ["cid home"], [], [], [], [], ["bob home"], []]),
            ]
        },
        ordered=False,
    ),
    Program("live_queue", feeds={"lines": [["a", "b"], [], ["c"], [], []]}),
    Program(
        "listener",
        feeds={"one": [["a", "b"], [], ["c"]], "two": [["d"], [], ["e", "f", "g"]]},
    ),
    Program(
        "recovery",
        feeds={"lines": [["spam", "ham"], ["eggs"], ["ham"], ["spam", "spam"], [], ["ham"]]},
        restarts=(3,),
        ordered=False,
    ),
    Program(
        "recovered_window",
        feeds={"lines": [["a"], ["b", "a"], [], ["c"], ["a"], ["b"], [], []]},
        restarts=(4,),
        ordered=False,
    ),
    Program(
        "recovered_visits",
        feeds={
            "visits": [
                *([["ann home", "bob home"], ["bob cart"], []]),
                *([["cid home"], [], [], ["bob home"], [], []]),
            ]
        },
        restarts=(3,),
        ordered=False,
    ),
    Program(
        "texts",
        feeds={
            "numbers": [
                ["2e23", "1e23", "0.1", "5e-324", "-0.0", "NaN"],
                ["1e7", "1e-3", "123456789", "2.2250738585072014e-308", "1e-323"],
                [],
                ["-Infinity", "9007199254740993", "5.6843418860808015e-14"],
            ]
        },
    ),
    Program(
        "outer_joins",
        feeds={
            "left": [["a 1", "b 2"], ["c 3"], [], ["d 1e10"]],
            "right": [["b 2.5", "e 0"], [], ["f 1e-5"], ["d 4", "d 5"]],
        },
        ordered=False,
    ),
    Program(
        "top_three",
        feeds={"lines": [["a b a c", "d d d"], ["b b e"], [], ["a"], ["e e f g"], [], []]},
    ),
    Program(
        "tuple_state",
        feeds={"pairs": [["a 1", "b 2", "a 3"], [], ["a 4", "a 5", "c 6"], ["b 1"], ["a 7"]]},
        ordered=False,
    ),
    Program(
        "blacklist",
        feeds={"users": [["1 ann", "2 spam", "3 ham"], [], ["4 spam"], ["5 bob", "6 ham"]]},
        ordered=False,
    ),
    Program("batch_infos", feeds={"lines": [["a", "b"], [], ["c"]]}),
    Program("sql", feeds={"words": [["to be or not to be"], [], ["that is", "the question"]]}),
    Program(
        "sql_records",
        feeds={"words": [[], ["to be or not to be"], [], ["that is", "the question"], []]},
    ),
    Program("save_files", feeds={"lines": [["a", "bb"], ["ccc"], [], ["dddd", "e"]]}),
    Program("hadoop_files", feeds={"lines": [["a", "bb"], ["ccc"], [], ["dddd", "e"]]}),
    Program("persistence", feeds={"lines": [["abc", "d"], ["ef"], [], ["ghi"]]}),
    Program("properties", feeds={"lines": [["a"], ["b", "c"], [], ["d"]]}),
    Program(
        "custom_receiver",
        feeds={"numbers": [["1", "2 3 4"], ["5"], [], ["6 7"]]},
        records=lambda line: len(str(line).split()),
        ordered=False,
    ),
    Program(
        "receiver_errors",
        feeds={"numbers": [["1", "two", "3"], [], ["four", "five"]], "texts": [["a"], ["b"], []]},
        ordered=False,
    ),
    Program(
        "socket_stream",
        feeds={"bytes": [[b"\0\1", b"\1\0"], [], [b"\xff\xff", b"ab"]]},
    ),
    Program(
        "raw_socket",
        feeds={"blocks": [[javaBlock("to be", "or not")], [], [javaBlock("ü"), javaBlock("€")]]},
        ordered=False,
    ),
    Program(
        "file_stream",
        files={"in": [{"1.csv": ["a;b", "c"], "1.txt": ["d;e"]}, {}, {"2.csv": ["f;g"]}]},
        ordered=False,
    ),
]


def printed(time: int, *elements: str) -> list[str]:
    """Return the lines that ``print`` writes for a batch."""
    rule = "-" * 43
    return [rule, f"Time: {time} ms", rule, *elements, ""]


#: Programs with the Kafka connector, whose jar PySpark's package does not have. With the jar they
#: are compared with Scala, without it with the documented output.
KAFKA: list[Program] = [
    Program(
        "kafka_word_count",
        topics={"lines": [["to be", "or not to be"], [], ["that"]]},
        ordered=False,
        expected=Expected(
            [
                [
                    *printed(2000, "(be,2)", "(not,1)", "(or,1)", "(to,2)"),
                    *printed(2000, "2"),
                    *printed(2000, "(null,0,0)", "(null,0,1)"),
                ],
                [*printed(4000), *printed(4000, "0"), *printed(4000)],
                [*printed(6000, "(that,1)"), *printed(6000, "1"), *printed(6000, "(null,0,2)")],
            ]
        ),
    ),
    Program(
        "kafka_offsets",
        topics={"lines": [["a", "b", "c", "d"], [], [], ["e"]]},
        expected=Expected(
            [
                [
                    "OffsetRange(topic: 'lines', partition: 0, range: [1 -> 3])",
                    "1000: 2 of 1, false",
                    *"bc",
                ],
                [
                    "OffsetRange(topic: 'lines', partition: 0, range: [3 -> 4])",
                    "2000: 1 of 1, false",
                    "d",
                ],
                [
                    "OffsetRange(topic: 'lines', partition: 0, range: [4 -> 4])",
                    "3000: 0 of 1, true",
                ],
                [
                    "OffsetRange(topic: 'lines', partition: 0, range: [4 -> 5])",
                    "4000: 1 of 1, false",
                    "e",
                ],
            ]
        ),
    ),
    Program(
        "kafka_recovery",
        topics={"lines": [["a", "b"], ["a"], ["a"], [], ["b"]]},
        restarts=(2,),
        ordered=False,
        expected=Expected(
            [
                printed(1000, "(a,1)", "(b,1)"),
                printed(2000, "(a,2)", "(b,1)"),
                # The batch in the checkpoint runs again, with the same offset ranges.
                [
                    "life 2",
                    *printed(2000, "(a,2)", "(b,1)"),
                    *printed(3000, "(a,3)", "(b,1)"),
                ],
                printed(4000, "(a,3)", "(b,1)"),
                printed(5000, "(a,3)", "(b,2)"),
            ],
            before=["created", "life 1"],
        ),
    ),
]
