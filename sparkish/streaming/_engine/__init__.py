"""What makes a context run, and what runs in the driver at each batch."""
