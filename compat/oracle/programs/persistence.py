# cache, persist and checkpoint of a stream, and the storage level of its RDDs.
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Persistence", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]), StorageLevel.MEMORY_ONLY)
    cached = lines.map(lambda line: len(line)).cache()
    persisted = lines.map(lambda line: line.upper()).persist()
    twice = lines.map(lambda line: line + line).persist(StorageLevel.MEMORY_AND_DISK_SER_2)
    checkpointed = lines.map(lambda line: line[::-1]).checkpoint(Seconds(2))
    cached.foreachRDD(lambda rdd: print(f"replicas: {rdd.getStorageLevel().replication}"))
    twice.foreachRDD(lambda rdd: print(f"replicas: {rdd.getStorageLevel().replication}"))
    persisted.print()
    checkpointed.print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
