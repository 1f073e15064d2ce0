"""The day itself: now, next, time left; what was planned against what it took."""
