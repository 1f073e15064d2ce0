"""The report as a Word file and as a page."""
