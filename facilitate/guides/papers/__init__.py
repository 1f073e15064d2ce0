"""The guide on paper: Word files for every reader, and all of them in one archive."""
