"""Mails that leave: a row first, then the server that takes it."""
