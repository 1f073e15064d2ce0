"""Lessons learned, collected from the team by a link."""
