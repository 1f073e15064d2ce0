"""Programs are told what happens."""
