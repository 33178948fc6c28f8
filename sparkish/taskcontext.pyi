from pyspark.taskcontext import *
