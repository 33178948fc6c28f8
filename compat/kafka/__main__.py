"""``python -m compat.kafka [FAULT ...]``: what each fault loses of the messages; all by default.

The figures of a whole run are written to REPORT.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pyspark

from compat.cluster import Cluster
from compat.kafka.faults import FAULTS
from compat.kafka.run import Run

REPORT = Path(__file__).with_name("REPORT.md")
_HEAD = (
    "| what happens | broker | sent | processed | lost | doubled | batches run again | with the \
same ranges | the state counts | seconds |\n|---|---|---|---|---|---|---|---|---|---|"
)
_NOTE = """\
# Kafka under faults

Made by `python -m compat.kafka` with PySpark {spark}, Python {python}: {messages:,} messages in 8
partitions through a count of words and its state, on a standalone cluster of two executors whose
Python has neither sparkish nor confluent-kafka. *Processed* counts what the batches have written, a
batch that ran again once; *lost* and *doubled* are offsets that no batch has had, or more than one.

"""


def main() -> int:
    names = [fault.name for fault in FAULTS]
    parser = argparse.ArgumentParser(prog="python -m compat.kafka", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="FAULT", help=", ".join(names))
    parser.add_argument("--messages", type=int, default=1_000_000, help="default: a million")
    parser.add_argument("--broker", choices=("mock", "tansu", "both"), default="mock")
    parser.add_argument("--report", action="store_true", help="write REPORT.md")
    arguments = parser.parse_args()
    chosen = arguments.names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    brokers = ("mock", "tansu") if arguments.broker == "both" else (arguments.broker,)

    rows, wrong = [], 0
    with Cluster() as cluster:
        for fault in FAULTS:
            for broker in brokers:
                if fault.name not in chosen or broker not in fault.brokers:
                    continue
                found, seconds = Run(cluster, fault, broker, arguments.messages).run()
                wrong += not found.isRight()
                row = (
                    f"| {fault.what} | {broker} | {found.sent:,} | {found.processed:,} | "
                    f"{found.lost} | {found.doubled} | {found.reruns} | "
                    f"{'yes' if found.sameRanges else 'NO'} | {found.state:,} | {seconds:.0f} |"
                )
                print(row, flush=True)
                rows.append(row)
                while len(cluster.workers) < 2:
                    cluster.addWorker()
    if arguments.report:
        head = _NOTE.format(
            spark=pyspark.__version__,
            python=sys.version.split()[0],
            messages=arguments.messages,
        )
        when = time.strftime("%Y-%m-%d", time.gmtime())
        REPORT.write_text("\n".join([f"{head}{_HEAD}", *rows, "", f"{when}", ""]))
    print(f"{len(rows)} runs, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
