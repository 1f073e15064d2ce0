"""Mutated files and requests against every door; `make fuzz` runs it at length."""
