"""What the planner carries, and what it loses when something dies: `make load` and `make faults`. Never part of the tests."""
