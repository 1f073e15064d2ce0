"""In the room: the clock with its gong, names on the wall, everybody finds the own seat."""
