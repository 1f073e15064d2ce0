"""What the pages of a guide say in figures."""

from ...web.i18n import _n


def crowd_text(people: int, tables: int) -> str:
    """`110 people, 11 tables`; what is 0 is not known and left out."""
    parts = [
        _n("%(num)d person", "%(num)d people", people) if people else "",
        _n("%(num)d table", "%(num)d tables", tables) if tables else "",
    ]
    return ", ".join(part for part in parts if part)
