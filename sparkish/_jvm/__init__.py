"""The boundary with the JVM: values that cross it, failures that come from it, and its life."""
