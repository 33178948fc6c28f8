# The program of the notes, word for word except host and port: each line received, and "VIN".
from sparkish import SparkConf, SparkContext
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    sc = SparkContext(SparkConf().setMaster("local[*]").setAppName("Streaming1"))
    ssc = StreamingContext(sc, Seconds(10))
    dstream1 = ssc.socketTextStream(args[0], int(args[1]), StorageLevel.MEMORY_AND_DISK_SER_2)
    dstream1.map(lambda x: x + "VIN").print(10)
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
