"""What stands in `deploy/` and `docs/running.md` does what it says."""
