"""The benchmark: raw PySpark, sparkish and Scala on the same programs and the same feed."""
