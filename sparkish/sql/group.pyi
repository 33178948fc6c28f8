from pyspark.sql.group import *
