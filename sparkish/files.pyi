from pyspark import SparkFiles as SparkFiles
