"""Programs are told that something happened in an event: what it was, never its words."""
