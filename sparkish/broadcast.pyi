from pyspark import Broadcast as Broadcast
