# socketStream with a converter: the bytes of a connection become records of two bytes.
from collections.abc import Iterator
from typing import BinaryIO

from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext


def numbers(stream: BinaryIO) -> Iterator[int]:
    while len(pair := stream.read(2)) == 2:
        yield pair[0] * 256 + pair[1]


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "SocketStream", Seconds(1))
    level = StorageLevel.MEMORY_AND_DISK_SER
    stream = ssc.socketStream(args[0], int(args[1]), numbers, level)
    stream.print()
    stream.reduce(lambda a, b: max(a, b)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
