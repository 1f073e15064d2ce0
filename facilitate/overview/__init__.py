"""The front page and figures across events."""
