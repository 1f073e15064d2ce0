"""Drafts of an agenda on a page: composed of what the event has, looked at side by side, used whole or step by step."""
