"""Code that runs in the workers. It is pickled by value, so executors do not need sparkish."""
