"""Tests of drafts as they are composed."""
