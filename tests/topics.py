"""The topics of a Kafka that does not exist, for strategies."""

from __future__ import annotations


class Topics:
    """The topics in Kafka."""

    def __init__(self, **topics: int) -> None:
        self._topics = topics

    def numberOfPartitions(self, topic: str) -> int:
        return self._topics.get(topic, 0)

    def topics(self) -> dict[str, int]:
        return self._topics
