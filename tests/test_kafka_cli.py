"""``sparkish demo --kafka``, as a person runs it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "compat/kafka/README.md"
LIMIT = 150.0


def demo(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    program = f"{code}\nimport sys\nfrom sparkish._cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "demo", "--kafka", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)


@pytest.mark.spark
@pytest.mark.kafka
def test_it_runs_the_readmes_program() -> None:
    done = demo("--batches", "2", "--batch", "1s", "--master", "local[2]")
    assert done.returncode == 0, done.stderr
    program, _, rest = done.stdout.partition("Spark's web UI: http://")
    (block,) = re.findall(
        r"^```python\n(from sparkish import(?:(?!^```).)*KafkaUtils.*?)^```",
        README.read_text(encoding="utf-8"),
        re.S | re.M,
    )
    ran = program.strip()
    for pattern, value in (
        (r'"127\.0\.0\.1:\d+"', '"localhost:9092"'),
        ("Seconds\\(1\\)", "Seconds(2)"),
        (r"local\[2\]", "local[*]"),
    ):
        ran = re.sub(pattern, value, ran)
    assert ran == block.strip()
    # The counted words depend on when the broker is ready.
    assert re.search(r"^\(\w+,\d+\)$", rest, re.M)
    assert re.search(r"^2 batches, \d+ lines\.$", rest.splitlines()[-1])


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--port", "5800"), "", "--port is the line server's"),
        (
            (),
            "import sys; sys.modules['confluent_kafka'] = None",
            "pip install 'sparkish[kafka]'",
        ),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], code: str, says: str) -> None:
    done = demo(*arguments, code=code)
    assert done.returncode == 1
    assert done.stderr.startswith("sparkish: ")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_importing_needs_nothing(run: Callable[[str], str]) -> None:
    """A job may import the module and not use it."""
    printed = run(
        "import sys; sys.modules['confluent_kafka'] = None\n"
        "from sparkish.streaming.kafka import KafkaUtils, TopicAndPartition\n"
        "from sparkish.streaming.kafka010 import Subscribe\n"
        "from sparkish.testing import KafkaBroker\n"
        "try: KafkaBroker()\n"
        "except ImportError as error: print(error)\n"
    )
    assert "pip install 'sparkish[kafka]'" in printed


def test_an_old_connector_is_not_needed(run: Callable[[str], str]) -> None:
    printed = run(
        "import os, warnings\n"
        "os.environ['PYSPARK_SUBMIT_ARGS'] = '--packages "
        "org.apache.spark:spark-streaming-kafka-0-8_2.11:2.4.0 pyspark-shell'\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n"
        "    from sparkish.streaming.kafka import KafkaUtils\n"
        "print(*(each.message for each in caught))\n"
    )
    assert printed.startswith("PYSPARK_SUBMIT_ARGS asks for spark-streaming-kafka-0-8_2.11:2.4.0")
    assert "sparkish does not need it" in printed


@pytest.fixture
def run() -> Callable[[str], str]:
    """Run code in a new process, and return what it prints."""

    def call(code: str) -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=60
        ).stdout.strip()

    return call
