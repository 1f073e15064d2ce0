"""How the tables of a workbook look: where their headings stand, colours, styles, dates."""

from ..lib.sheets import CellStyle

HEADER = 3
"""The row of the column names; above it stand a title and a line of facts."""
INK, SOFT, FAINT = "1F2A30", "57626A", "7A8288"
ACCENT, DARK = "0B5D5B", "08403F"
TITLE = CellStyle(bold=True, size=15, colour=DARK, wrap=False)
FACTS = CellStyle(colour=SOFT, wrap=False)
HEADING = CellStyle(bold=True, colour="FFFFFF", fill=ACCENT)
LOOKED_AT = CellStyle(bold=True, colour="FFFFFF", fill="5F8F8D")
"""The heading of a column that cannot be changed in the file."""
DATE = {"en": "[$-809]ddd d mmm yyyy", "sq": "[$-41C]ddd dd.mm.yyyy"}
SHORT_DATE = {"en": "[$-809]d mmm yyyy", "sq": "[$-41C]dd.mm.yyyy"}


def facts_line(*parts: str) -> str:
    """Facts on one line."""
    return " · ".join(part for part in parts if part)
