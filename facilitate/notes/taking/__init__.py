"""Lines are taken down, with or without a connection, by several people at once."""
