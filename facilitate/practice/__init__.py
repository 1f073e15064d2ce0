"""The practice sheet of every event and forum, the questions answered before design starts, and the lessons learned."""
