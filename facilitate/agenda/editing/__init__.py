"""Building the agenda: its page, its steps, strands, rooms and days; every edit merged, every move undone."""
