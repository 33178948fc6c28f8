from pyspark.sql.types import *
