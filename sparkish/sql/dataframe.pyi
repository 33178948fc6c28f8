from pyspark.sql.dataframe import *
