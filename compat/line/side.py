"""``python -m compat.line.side PACKAGE``: run the programs on one side, and print their outputs.

PACKAGE is ``sparkish`` or ``pyspark``. The answer is JSON on the last line of standard error. So
standard output is only for the programs and the workers.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from compat.line.programs import PROGRAMS, Lines

#: The longest wait for a program's first batch, in seconds.
_LIMIT = 60.0


@contextmanager
def _standardOutput(path: str) -> Iterator[None]:
    """Redirect the output of this process and its workers into a file."""
    saved = os.dup(1)
    with open(path, "w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        try:
            yield
        finally:
            sys.stdout.flush()
            os.dup2(saved, 1)
            os.close(saved)


def main(package: str) -> None:
    warnings.simplefilter("ignore")
    spark, streaming = import_module(package), import_module(f"{package}.streaming")
    conf = spark.SparkConf().setMaster("local[2]").setAppName("line")
    conf.set("spark.driver.host", "127.0.0.1").set("spark.ui.enabled", "false")
    conf.set("spark.ui.showConsoleProgress", "false")
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/stdout"
        with _standardOutput(path):
            # The workers' daemon starts once, and keeps the standard output of that moment.
            sc = spark.SparkContext(conf=conf)
            sc.setLogLevel("OFF")
            for program in PROGRAMS:
                begin = os.path.getsize(path)
                ssc = streaming.StreamingContext(sc, 1)
                error = _run(program, package, {"sc": sc, "ssc": ssc, "directory": folder})
                sys.stdout.flush()
                with open(path, encoding="utf-8") as file:
                    file.seek(begin)
                    answers.append(_settled(file.read()) + error)
            sc.stop()
    print(json.dumps(answers), file=sys.stderr)


def _run(program: Lines, package: str, names: dict[str, Any]) -> str:
    ssc = names["ssc"]
    code = re.sub(r"\bsparkish\b", package, program.code)
    try:
        exec(compile(code, "program", "exec"), names)
        if ".print()" in code or ".pprint()" in code:
            ssc.start()
            _waitForBatch(names["sc"], ssc)
    except BaseException as error:
        # PySpark wraps the error of a batch in a Java trace.
        causes = re.findall(r"^\s*(\w+(?:Error|Exception): .+)$", str(error), re.MULTILINE)
        said = (str(error).splitlines() or [""])[0]
        said = f"{said} {causes[0]}" if causes else said
        return re.sub(r" \(/[^)]*\)", "", f"{type(error).__name__}: {said}") + "\n"
    finally:
        ssc.stop(False)
    return ""


def _waitForBatch(sc: Any, ssc: Any) -> None:
    """Wait until the first batch is over."""
    scheduler = ssc._jssc.ssc().progressListener()
    waited = 0.0
    while scheduler.numTotalCompletedBatches() < 1:
        if waited > _LIMIT:
            raise TimeoutError("no batch was completed")
        ssc.awaitTerminationOrTimeout(0.05)
        waited += 0.05


def _settled(printed: str) -> str:
    """Return the output of the first batch, without its time."""
    headers = re.findall(r"Time: .*", printed)
    end = printed.find(next((each for each in headers if each != headers[0]), "\0"))
    printed = printed if end < 0 else printed[: printed.rfind("\n---", 0, end)]
    return re.sub(r"Time: \S.*", "Time: ...", printed).rstrip("\n") + "\n" if printed else ""


if __name__ == "__main__":
    main(sys.argv[1])
