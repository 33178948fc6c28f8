from pyspark.profiler import *
