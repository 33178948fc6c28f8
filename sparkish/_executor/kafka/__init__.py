"""What reads Kafka in the workers, and the elements that it makes of messages."""
