"""Kafka under faults: what of a million messages is lost, and what is counted twice."""
