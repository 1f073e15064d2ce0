"""A new event, and the demo."""
