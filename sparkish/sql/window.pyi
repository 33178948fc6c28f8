from pyspark.sql.window import *
