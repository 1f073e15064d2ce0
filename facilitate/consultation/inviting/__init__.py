"""Inviting: who is asked personally, their links, and the letters to them."""
