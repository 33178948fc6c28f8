"""The engine: how a context starts, runs and stops, and what the driver runs for each batch."""
