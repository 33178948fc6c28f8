from pyspark.sql.conf import *
