"""Conferences, meetings, trainings: roles, access, objectives, the practice sheet."""
