"""Faults: what a streaming job loses when a process dies, and how it reads odd input."""
