"""Refining together: comments and proposals on steps, mentions."""
