"""Answering: what stakeholders see and send, on a phone, without an account."""
