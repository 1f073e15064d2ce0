"""Help where one is: short pages in both languages, kept as text in `guides/help/`."""
