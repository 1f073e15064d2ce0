"""How the fixed values of events are called."""

from ..web.i18n import _l, register_labels
from .models import AgreementStatus, EventKind, Role

register_labels(
    {
        EventKind.CONFERENCE: _l("Conference"),
        EventKind.REGIONAL_MEETING: _l("Meeting of a regional collaboration group"),
        EventKind.TRAINING: _l("Training"),
        EventKind.COALITION_MEETING: _l("Meeting of a coalition"),
        EventKind.COMMITTEE_MEETING: _l("Meeting of a committee"),
        EventKind.TECHNICAL_TABLE: _l("Meeting of a technical table"),
        EventKind.ORIENTATION: _l("Orientation for new members"),
    }
)
register_labels(
    {
        Role.ORGANISER: _l("Organiser"),
        Role.LEAD_FACILITATOR: _l("Lead facilitator"),
        Role.FACILITATOR: _l("Facilitator"),
        Role.NOTE_TAKER: _l("Note-taker"),
        Role.STAFF: _l("Staff"),
        Role.VIEWER: _l("Viewer"),
    }
)
register_labels(
    {
        AgreementStatus.IDEA: _l("idea"),
        AgreementStatus.PROPOSED: _l("proposed"),
        AgreementStatus.AGREED: _l("agreed"),
    }
)

COUNTRIES = {
    "AL": _l("Albania"),
    "XK": _l("Kosovo"),
    "MK": _l("North Macedonia"),
    "ME": _l("Montenegro"),
    "RS": _l("Serbia"),
    "GR": _l("Greece"),
    "IT": _l("Italy"),
    "": _l("none, weekends only"),
}
"""Countries whose public holidays are known, by code."""
