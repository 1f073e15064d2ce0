"""Everything of an event in one file, and back into another planner."""
