from pyspark.sql.column import *
