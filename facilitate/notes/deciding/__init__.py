"""Decisions with how they were reached; actions with who, what, by when."""
