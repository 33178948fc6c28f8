from pyspark import RDDBarrier as RDDBarrier

from sparkish._rdd import RDD as RDD
from sparkish._rdd import PipelinedRDD as PipelinedRDD
