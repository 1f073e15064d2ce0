"""Changing a seating: by hand with its price, locks, walk-ins, repair, undo."""
