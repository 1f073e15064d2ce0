"""The days themselves: door list, check-in, walk-ins, attendance, certificates."""
