from pyspark.sql.streaming import *
