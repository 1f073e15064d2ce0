"""Sharing: everything as Excel, and what stakeholders told us as Word and as a public page."""
