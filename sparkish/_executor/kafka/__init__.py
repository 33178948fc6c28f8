"""Reads Kafka in the workers, and makes the elements from the messages."""
