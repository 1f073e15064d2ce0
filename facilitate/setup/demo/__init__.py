"""The demo: invented people in the real structure of the case."""
