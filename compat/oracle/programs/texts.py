# The text of values: numbers, Options, times, durations and storage levels, printed and joined.
from sparkish import Option, Some, scalaString
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Texts", Seconds(1))
    numbers = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: float(line))
    numbers.print()
    numbers.map(lambda n: Option(n)).print()
    numbers.map(lambda n: (n, Some(("half", n / 2)), Option.empty())).print()
    numbers.map(lambda n: [Some(n > 1), Some([n])]).print()
    numbers.map(lambda n: "got " + Some((n, None))).print()

    @numbers.foreachRDD
    def show(rdd, time):
        print("batch of " + (time - (time - Seconds(1))) + ", again " + Seconds(1))
        whole, empty = time.isMultipleOf(Seconds(1)), rdd.isEmpty()
        print(f"is whole: {scalaString(whole)}, empty: {scalaString(empty)}")
        print("kept as " + StorageLevel.MEMORY_AND_DISK_SER_2 + " or " + StorageLevel.NONE)
        print("context " + ssc.getState())

    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
