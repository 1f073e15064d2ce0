"""Drafts of an agenda, composed of the library of techniques: pure, the same input gives the same drafts."""
