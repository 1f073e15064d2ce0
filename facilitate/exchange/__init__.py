"""Tables that leave the planner and come back: read, matched, merged, shown, taken over."""
