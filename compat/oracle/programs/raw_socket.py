# rawSocketStream: a server sends whole blocks, as Spark itself would serialize them.
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "RawSocket", Seconds(1))
    level = StorageLevel.MEMORY_ONLY_SER
    texts = ssc.rawSocketStream(args[0], int(args[1]), level)
    texts.print()
    texts.flatMap(lambda text: text.split(" ")).map(lambda word: len(word)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
