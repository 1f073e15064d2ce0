"""A planner that is looked after: alive, ready, measured, and its requests found again."""
