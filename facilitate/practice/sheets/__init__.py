"""The sheet itself: what the team wrote, what the planner knows, in Word."""
