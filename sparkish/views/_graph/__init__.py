"""The graph of streams: the data and the drawing."""
