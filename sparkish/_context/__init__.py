"""The names of Scala's SparkContext that PySpark's lacks, by subject."""
