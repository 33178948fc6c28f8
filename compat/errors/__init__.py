"""Every error of ours beside the program that causes it: what a user sees, and how soon."""
