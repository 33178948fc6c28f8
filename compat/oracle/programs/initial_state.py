# updateStateByKey with initial states: the plain function, and the function with the time.
from sparkish import HashPartitioner, Option, Some
from sparkish.streaming import Seconds, StreamingContext, Time


def last(time: Time, key: str, values: list[int], state: Option[str]) -> Option[str]:
    seconds = time.milliseconds // 1000
    return state if not values else Some(f"{key}: {len(values)} at {seconds} s")


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "InitialState", Seconds(1))
    ssc.checkpoint(args[2])
    counts = ssc.sparkContext.makeRDD([("a", 10), ("z", 20)])
    texts = ssc.sparkContext.makeRDD([("a", "never"), ("z", "never")])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], int(line.split(" ")[1])))
    two = HashPartitioner(2)

    def update(values: list[int], state: Option[int]) -> Option[int]:
        return Some(sum(values) + state.getOrElse(0))

    pairs.updateStateByKey(update, two, counts).print()
    pairs.updateStateByKey(last, two, True, Some(texts)).print()
    pairs.updateStateByKey(last, two, False).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
