from pyspark.statcounter import *
