from pyspark import RDDBarrier as RDDBarrier

from sparkish._rdd.base import RDD as RDD
from sparkish._rdd.base import PipelinedRDD as PipelinedRDD
