# binaryRecordsStream: files of records of the same length.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "BinaryRecords", Seconds(1))
    records = ssc.binaryRecordsStream(args[1] + "/in", 4)
    records.map(lambda record: len(record)).print()
    records.map(lambda record: record.decode("utf-8").strip()).print()
    records.map(lambda record: sum(record) % 128).reduce(lambda a, b: max(a, b)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
