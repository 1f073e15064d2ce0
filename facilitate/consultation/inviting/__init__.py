"""Inviting: who is asked personally, beforehand or at the end; their links, and the letters to them."""
