# A checkpoint recovers a Kafka stream at its last offsets, with its state.
import sys

from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
)


def update(values: list[int], state: int | None) -> int:
    return sum(values) + (state or 0)


def create(brokers: str, directory: str) -> StreamingContext:
    print("created")
    ssc = StreamingContext("local[2]", "KafkaRecovery", Seconds(1))
    ssc.checkpoint(directory)
    kafkaParams = {
        "bootstrap.servers": brokers,
        "group.id": "recovery",
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
    messages = KafkaUtils.createDirectStream(
        ssc,
        LocationStrategies.PreferConsistent,
        ConsumerStrategies.Subscribe(["lines"], kafkaParams),
    )
    counts = messages.map(lambda record: (record.value, 1)).updateStateByKey(update)
    counts.print()
    return ssc


def main(brokers: str, directory: str) -> None:
    for life in (1, 2):
        ssc = StreamingContext.getOrCreate(directory, lambda: create(brokers, directory))
        print(f"life {life}")
        ssc.start()
        ssc.awaitTermination()
        ssc.stop()


main(*sys.argv[1:])
