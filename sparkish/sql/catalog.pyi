from pyspark.sql.catalog import *
