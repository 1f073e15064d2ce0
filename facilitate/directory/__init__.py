"""Organisations, people, sectors, counties and districts."""
