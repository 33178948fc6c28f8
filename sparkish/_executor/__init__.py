"""Code that runs in the workers. It travels by value or as source, so they need no sparkish."""
