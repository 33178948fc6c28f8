"""Each batch's records and times: the data and the drawing."""
