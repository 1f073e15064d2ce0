"""What stays open between meetings, and what members want on the next agenda."""
