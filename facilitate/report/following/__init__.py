"""Actions go on: to the checklist, to the forum, to their owners, until they are closed."""
