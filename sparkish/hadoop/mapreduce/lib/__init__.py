"""``org.apache.hadoop.mapreduce.lib``."""
