"""The methods of Scala's RDD that PySpark's lacks, by subject."""
