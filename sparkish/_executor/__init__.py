"""Code that runs in the workers. It travels by value or as source: executors do not need sparkish."""
