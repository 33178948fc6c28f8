from pyspark.sql.udf import *
