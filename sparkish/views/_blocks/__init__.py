"""Shows how blocks become batches, partitions and windows: the data and the drawing."""
