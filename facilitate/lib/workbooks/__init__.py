"""Tables that go out to Excel and come back edited: how they look, how their headings are read, what the edits mean."""
