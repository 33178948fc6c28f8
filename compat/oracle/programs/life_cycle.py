# getState and getActive from INITIALIZED to STOPPED, and waiting in steps of 50 ms.
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, Seconds, StreamingContext


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("LifeCycle")
    sc = SparkContext.getOrCreate(conf)
    ssc = StreamingContext.getActiveOrCreate(lambda: StreamingContext(sc, Seconds(1)))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.foreachRDD(lambda rdd: print(f"{ssc.getState()}: {rdd.count()} lines"))
    print(f"{ssc.getState()}, active: {str(StreamingContext.getActive() is not None).lower()}")
    ssc.start()
    while not ssc.awaitTerminationOrTimeout(Milliseconds(50)):
        assert StreamingContext.getActive() is not None

    print(f"{ssc.getState()}, active: {str(StreamingContext.getActive() is not None).lower()}")
    again = StreamingContext(sc, Seconds(2))
    print(f"another one: {again.getState()}")
    again.stop(stopSparkContext=True, stopGracefully=True)
    print(f"another one: {again.getState()}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
