"""What the driver does without a JVM: forms of calls, call sites, errors, threads, times."""
