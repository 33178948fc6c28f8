"""What a streaming job loses when something dies under it, and what it gets that is odd."""
