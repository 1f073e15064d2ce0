"""The questions answered before design starts."""
