"""Regional groups, committees, coalitions that keep meeting."""
