"""The recipes of CONTRIBUTING.md, followed word by word in a copy of the project."""
