"""Every error of ours beside the program that makes it, and all that a user sees of it."""
