"""Duties and their dates, documents filed, the year as a picture, a year planned and agreed with the members."""
