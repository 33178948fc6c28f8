from pyspark.sql.utils import *
