"""The sources of streams: sockets, receivers and files."""
