"""Tests of the pictures of figures."""
