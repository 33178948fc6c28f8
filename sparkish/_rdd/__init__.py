"""What Scala's RDD has and PySpark's lacks, by subject."""
