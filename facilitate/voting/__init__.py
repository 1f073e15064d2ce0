"""Votes in the room: what a step asks everybody, answered on phones by code and on paper, counted on the wall."""
