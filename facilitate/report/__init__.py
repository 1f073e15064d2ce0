"""The report of the proceedings: cleared, assembled, released by two, sent, and archived with everything of the event."""
