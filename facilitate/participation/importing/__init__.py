"""An event's people from a file: who is new, whose standing and roles change, all of it undone at once."""
