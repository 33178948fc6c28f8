"""What Scala's SparkContext has and PySpark's lacks, by subject."""
