"""The driver's code that needs no JVM: call forms, call sites, errors, threads, times."""
