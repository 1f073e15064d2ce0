"""The planner for programs."""
