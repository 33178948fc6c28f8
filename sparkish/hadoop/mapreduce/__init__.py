"""``org.apache.hadoop.mapreduce``."""
