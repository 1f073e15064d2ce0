"""Seating everybody: the search, the picture of rounds and tables, its quality in words."""
