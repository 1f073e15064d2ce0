"""Tests of the running day."""
