"""The batches, jobs and stages of a driver, as Spark's own listeners report them over REST."""

from __future__ import annotations

import json
import re
from datetime import datetime
from statistics import mean, median
from typing import Any
from urllib.request import urlopen


class Rest:
    """A number of batches in the web UI of a driver, beginning with the batch ``first``."""

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
        """Return the means of each stage of the batches' jobs, and how often a batch has it.

        Times are in milliseconds: from a stage's submission to its end, and to the launch of its
        first task; and for each task, to deserialise and to run.
        """
        first, last = self._measured[0], self._measured[-1]
        # A driver that falls behind still processes earlier batches at these batches' time.
        begin, end = _began(first), _began(last) + last["processingTime"] / 1000
        alike: dict[str, list[dict[str, Any]]] = {}
        for stage in _read(f"{self._application}/stages?status=complete"):
            if begin <= _time(stage["submissionTime"]) < end:
                alike.setdefault(stage["name"], []).append(stage)
        return [
            {
                # Only the file's name: the folder differs between machines.
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
