"""Sends the output of batches and workers, and displays, to the right notebook cell."""
