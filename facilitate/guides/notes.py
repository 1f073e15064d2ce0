"""The structure notes are taken in: the headings of every blank sheet, agreed for an event beforehand."""

from ..lib.text import Words

USUAL = (
    Words("In the speakers’ own words", "Me fjalët e vetë folësve"),
    Words("Agreed", "U ra dakord"),
    Words("Promised: who, what, by when", "U premtua: kush, çfarë, deri kur"),
    Words("Open questions", "Pyetje që mbetën të hapura"),
)
"""What holds where a team has agreed on nothing else."""
MOST = 8
"""Headings on a sheet: more leave no room to write."""
