"""What travels to the workers, by value or with its source: executors need no sparkish for it."""
