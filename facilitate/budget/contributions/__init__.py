"""Who carries what, in cash and in kind."""
