"""People and organisations from a file: read, mapped, compared, looked at, taken in."""
