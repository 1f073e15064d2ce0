"""Tests of the page of drafts."""
