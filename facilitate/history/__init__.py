"""What was done in an event, by whom and when: one table, undo and redo, and the page that tells it."""
