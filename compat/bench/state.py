"""The time of a batch that updates a few of many states, by system.

``python -m compat.bench.state --keys 1000000 --updates 10000`` runs the systems in turn, each in a
new process, and prints the medians and their ratios. Each run checks its states at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from compat.bench.batches import processingTimes
from compat.bench.process import KINDS, usage

SYSTEMS = ("pyspark updateStateByKey", "sparkish updateStateByKey", "sparkish mapWithState")
WARM_UP = 2


def drive(system: str, keys: int, updates: int, batches: int) -> dict[str, Any]:
    """Run one system in this process, and return its batch times in seconds."""
    module, operation = system.split()
    conf: Any
    if module == "pyspark":
        from pyspark import SparkConf, SparkContext
        from pyspark.streaming import StreamingContext

        conf = SparkConf()
    else:
        from sparkish import SparkConf, SparkContext
        from sparkish.streaming import StreamingContext

        conf = SparkConf()
    conf.setMaster("local[2]").setAppName(system).set("spark.ui.showConsoleProgress", "false")
    # Ten million states are 100 MB in each batch that Spark remembers.
    conf.set("spark.driver.memory", "4g")
    sc = SparkContext(conf=conf)
    sc.setLogLevel("OFF")
    ssc = StreamingContext(sc, 1)
    generator = random.Random(7)
    rdds, expected = [], 0
    with tempfile.TemporaryDirectory() as directory:
        ssc.checkpoint(directory)
        for _ in range(batches):
            data = [(generator.randrange(keys), 1) for _ in range(updates)]
            expected += len(data)
            rdds.append(sc.parallelize(data, 2))
        pairs = ssc.queueStream(rdds)
        initial = sc.parallelize(range(keys), 2).map(lambda key: (key, 0))
        if operation == "mapWithState":
            from sparkish.streaming import StateSpec

            def add(key: Any, value: Any, state: Any) -> None:
                state.update(state.getOption().getOrElse(0) + value.get())

            stream: Any = pairs.mapWithState(StateSpec.function(add).initialState(initial))
            states = stream.stateSnapshots
        else:
            stream = pairs.updateStateByKey(
                lambda new, last: sum(new) + (last or 0), initialRDD=initial
            )
            states = lambda: stream  # noqa: E731

        def count(rdd: Any) -> None:
            # Count in the JVM, so that no Python worker reads the states again.
            rdd._jrdd.count()

        stream.foreachRDD(count)
        totals: list[int] = []

        def check(rdd: Any) -> None:
            # Only in the last batch, whose time is not measured.
            last = len(totals) == batches - 1
            totals.append(rdd.map(lambda pair: pair[1]).sum() if last else 0)

        states().foreachRDD(check)
        ssc.start()
        progress = ssc._jssc.ssc().progressListener()
        while progress.numTotalCompletedBatches() < batches:
            assert not ssc.awaitTerminationOrTimeout(0.2)
        times = processingTimes(ssc)[WARM_UP : batches - 1]
        ssc.stop(stopSparkContext=True)
    assert totals[batches - 1] == expected, (totals, expected)
    return {"system": system, "times": times}


def measured(system: str, options: list[str]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Run a system in a new process; return its result, and its peaks of memory in MB.

    There is one peak for each third of the samples: they show memory that grows with the batches.
    """
    command = [sys.executable, "-m", "compat.bench.state", "--drive", system, *options]
    samples: list[dict[str, float]] = []
    # By default, raw PySpark's workers use the python3 on the PATH.
    own = os.environ | {"PYSPARK_PYTHON": sys.executable}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own) as process:
        while process.poll() is None:
            samples.append(usage(process.pid)[1])
            time.sleep(0.5)
        assert process.stdout is not None
        printed = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    third = max(1, len(samples) // 3)
    parts = [samples[:third], samples[third : 2 * third], samples[2 * third :]]
    memory = {kind: [round(max(s[kind] for s in part)) for part in parts] for kind in KINDS}
    return json.loads(printed.splitlines()[-1]), memory


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.state", description=__doc__)
    parser.add_argument("--keys", type=int, default=1_000_000)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--batches", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--drive", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.drive:
        print(json.dumps(drive(options.drive, options.keys, options.updates, options.batches)))
        return 0
    times: dict[str, list[float]] = {system: [] for system in options.systems}
    shared = [f"--{name}={getattr(options, name)}" for name in ("keys", "updates", "batches")]
    for _ in range(options.rounds):
        for system in options.systems:
            began = time.monotonic()
            result, memory = measured(system, shared)
            times[system] += result["times"]
            print(
                f"{system}: {result['times']} s a batch, {time.monotonic() - began:.0f} s in all\n"
                + "    peak MB in each third of the run: "
                + "; ".join(f"{kind} {peaks}" for kind, peaks in memory.items()),
                flush=True,
            )
    base = statistics.median(times[options.systems[0]])
    for system, values in times.items():
        median = statistics.median(values)
        print(f"{system:26} median {median:6.3f} s   {base / median:5.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
