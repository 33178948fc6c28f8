# updateStateByKey by an iterator over the keys of a partition, with and without initial states.
from collections.abc import Iterator

from sparkish import HashPartitioner, Option
from sparkish.streaming import Seconds, StreamingContext


def longest(keys: Iterator[tuple[int, list[str], Option[str]]]) -> Iterator[tuple[int, str]]:
    for key, words, state in keys:
        if key < 9:
            yield key, max([*state, *words], key=lambda word: len(word))


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "StateIterator", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (int(line.split(" ")[0]), line.split(" ")[1]))
    two = HashPartitioner(2)
    initial = ssc.sparkContext.makeRDD([(1, "initial"), (5, "five")])
    pairs.updateStateByKey(longest, two, True).print()
    pairs.updateStateByKey(longest, two, False).print()
    states = pairs.updateStateByKey(longest, two, True, initial)
    states.glom().map(lambda part: sorted(pair[0] for pair in part)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
