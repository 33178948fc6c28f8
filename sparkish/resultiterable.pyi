from pyspark.resultiterable import *
