"""One run: ``python -m compat.bench.driver pyspark|sparkish PROGRAM PORT SECONDS``."""

from __future__ import annotations

import sys
from importlib import import_module

from compat.bench.programs import PROGRAMS


def main(system: str, program: str, port: str, seconds: str) -> None:
    spark, streaming = import_module(system), import_module(f"{system}.streaming")
    sc = spark.SparkContext(conf=spark.SparkConf().setMaster("local[*]").setAppName(program))
    ssc = streaming.StreamingContext(sc, float(seconds))
    PROGRAMS[program](ssc, ssc.socketTextStream("127.0.0.1", int(port)))
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    main(*sys.argv[1:])
