"""Where a stream's data come from: sockets, receivers and files."""
