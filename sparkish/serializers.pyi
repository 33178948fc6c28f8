from pyspark.serializers import *
