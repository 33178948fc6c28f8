"""What Spark's own listeners have of a driver's batches, jobs and stages, by its REST interface."""

from __future__ import annotations

import json
import re
from datetime import datetime
from statistics import mean, median
from typing import Any
from urllib.request import urlopen


class Rest:
    """What the web UI of a driver has of so many batches, from the first-th on."""

    def __init__(self, port: int, first: int, batches: int) -> None:
        api = f"http://127.0.0.1:{port}/api/v1/applications"
        self._application = f"{api}/{_read(api)[0]['id']}"
        known = _read(f"{self._application}/streaming/batches")
        known.sort(key=lambda batch: str(batch["batchTime"]))
        done = [batch for batch in known if batch["status"] == "COMPLETED"]
        self._measured = done[first : first + batches]

    def processing(self) -> float:
        """Return the median processing time of the batches in seconds."""
        return median(batch["processingTime"] for batch in self._measured) / 1000

    def stages(self) -> list[dict[str, Any]]:
        """Return, for each stage of the batches' jobs, how often a batch has it and its means.

        Times are in milliseconds: of the stage from its submission to its end, until its first task
        was launched, and, of each task, to deserialise and to run.
        """
        first, last = self._measured[0], self._measured[-1]
        # In a driver that falls behind, batches before these are still processed at their time.
        begin, end = _began(first), _began(last) + last["processingTime"] / 1000
        alike: dict[str, list[dict[str, Any]]] = {}
        for stage in _read(f"{self._application}/stages?status=complete"):
            if begin <= _time(stage["submissionTime"]) < end:
                alike.setdefault(stage["name"], []).append(stage)
        return [
            {
                # A Python file's own name: its folder is of the machine.
                "stage": re.sub(r"(?<= at )\S*[/\\]", "", name),
                "a batch": len(stages) / len(self._measured),
                "tasks": mean(stage["numCompleteTasks"] for stage in stages),
                "ms": mean(_passed(stage, "submissionTime", "completionTime") for stage in stages),
                "to the first task": mean(
                    _passed(stage, "submissionTime", "firstTaskLaunchedTime") for stage in stages
                ),
                "a task deserialises": _ofATask(stages, "executorDeserializeTime"),
                "a task runs": _ofATask(stages, "executorRunTime"),
                "a task's CPU": _ofATask(stages, "executorCpuTime") / 1e6,
            }
            for name, stages in sorted(alike.items(), key=lambda item: item[1][0]["stageId"])
        ]


def _began(batch: dict[str, Any]) -> float:
    delay: float = batch["schedulingDelay"] / 1000
    return _time(batch["batchTime"]) + delay


def _ofATask(stages: list[dict[str, Any]], name: str) -> float:
    total: float = sum(stage[name] for stage in stages)
    return total / sum(stage["numCompleteTasks"] for stage in stages)


def _passed(stage: dict[str, Any], first: str, last: str) -> float:
    return (_time(stage[last]) - _time(stage[first])) * 1000


def _time(text: str) -> float:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fGMT").timestamp()


def _read(address: str) -> Any:
    with urlopen(address) as answer:
        return json.load(answer)
