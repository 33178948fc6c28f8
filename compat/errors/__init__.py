"""Every error of ours with a program that causes it: what a user sees, and how soon."""
