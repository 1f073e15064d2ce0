"""The report goes to participants and interested parties."""
