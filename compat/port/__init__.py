"""What of a folder of Scala programs ports, and whether the ports give Scala's output."""
