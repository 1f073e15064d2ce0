"""The shelf of facilitation techniques, read from guides/techniques."""
