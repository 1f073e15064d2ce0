"""Dates: the house rules, a late start, the event moved."""
