"""How the fields of the practice sheet are called."""

from ..web.i18n import _l

SHEET = {
    "results": _l("Results or impact"),
    "implementation": _l("Implementation"),
    "cost": _l("Cost, time and complexity"),
    "complementary": _l("Complementary activities"),
    "prerequisites": _l("Prerequisites"),
    "questions": _l("Questions to ask before starting"),
    "lessons": _l("Lessons learned"),
    "contacts": _l("Contacts"),
}
"""The practice sheet's own fields, in its fixed order (after description and objectives)."""
