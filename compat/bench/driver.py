"""One run: ``python -m compat.bench.driver pyspark|sparkish PROGRAM PORT SECONDS STREAMS``."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from compat.bench.programs import PROGRAMS


def main(system: str, program: str, port: str, seconds: str, streams: str) -> None:
    spark, streaming = import_module(system), import_module(f"{system}.streaming")
    # Each receiver occupies a core. So the batches have all of the machine's cores but one.
    cores = (os.cpu_count() or 2) + int(streams) - 1
    sc = spark.SparkContext(conf=spark.SparkConf().setMaster(f"local[{cores}]").setAppName(program))
    ssc = streaming.StreamingContext(sc, float(seconds))
    sources = [ssc.socketTextStream("127.0.0.1", int(port)) for _ in range(int(streams))]
    PROGRAMS[program](ssc, sources[0] if len(sources) == 1 else ssc.union(*sources))
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    main(*sys.argv[1:])
