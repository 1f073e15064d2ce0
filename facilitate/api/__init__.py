"""The planner for programs: what a page shows is read, what a form takes is written, with a person's own token."""
