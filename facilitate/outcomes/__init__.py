"""What an event changed: its indicators then and now, and what became of what was promised."""
