"""Kafka under faults: how many of a million messages are lost or counted twice."""
