from pyspark.sql.functions import *
