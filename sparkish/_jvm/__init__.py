"""The boundary with the JVM: conversions of values, failures, and the JVM's life."""
