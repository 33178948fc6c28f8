# A checkpoint recovers a program with its state; broadcasts and accumulators are made again.
from sparkish import SparkContext
from sparkish.accumulators import LongAccumulator
from sparkish.broadcast import Broadcast
from sparkish.streaming import Seconds, StreamingContext


# A function that comes from a checkpoint has globals of its own, which are empty at first.
def sharedBy(sc: SparkContext) -> tuple[Broadcast, LongAccumulator]:
    if "shared" not in globals():
        globals()["shared"] = (sc.broadcast(["spam", "eggs"]), sc.longAccumulator("dropped"))
    return globals()["shared"]


def update(values: list[int], state: int | None) -> int:
    return sum(values) + (state or 0)


def create(args: list[str]) -> StreamingContext:
    print("created")
    ssc = StreamingContext("local[2]", "Recovery", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    counts = lines.map(lambda line: (line, 1)).updateStateByKey(update)
    counts.checkpoint(Seconds(1)).print()

    @lines.foreachRDD
    def showDropped(rdd):
        excluded, dropped = sharedBy(rdd.sparkContext)
        rdd.filter(lambda line: line in excluded.value).foreach(lambda line: dropped.add(1))
        print(f"dropped: {dropped.value}")

    return ssc


def main(args: list[str]) -> None:
    for life in (1, 2):
        globals().pop("shared", None)
        ssc = StreamingContext.getOrCreate(args[2], lambda: create(args))
        print(f"life {life}")
        ssc.start()
        ssc.awaitTermination()
        ssc.stop()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
