"""The library: what the planner holds for everybody, on one shelf that stays, and documents of its own."""
