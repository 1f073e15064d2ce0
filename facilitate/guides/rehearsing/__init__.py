"""Rehearsals: planned, told to those who come, changed, called off; what their calendars answer."""
