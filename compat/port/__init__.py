"""Which Scala programs of a folder port, and whether the ports give Scala's output."""
