"""Cost lines: planned, committed, paid."""
