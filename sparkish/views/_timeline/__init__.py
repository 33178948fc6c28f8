"""What each batch has read and how long it took: the data, and the drawing."""
