"""Days and steps: timing, conflicts, order."""
