from pyspark import SparkExecutorInfo as SparkExecutorInfo
from pyspark import SparkJobInfo as SparkJobInfo
from pyspark import SparkStageInfo as SparkStageInfo
from pyspark import StatusTracker as StatusTracker
