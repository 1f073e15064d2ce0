"""Everybody's agenda can move in: one shared arrived agenda, and one small file a source that fills it."""
