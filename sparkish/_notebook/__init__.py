"""Where output goes that belongs to a cell: what batches and workers print, and displays."""
