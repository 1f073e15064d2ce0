"""How the fixed values of the directory are called."""

from ..web.i18n import _l, lazy_pgettext, register_labels
from .models import Experience, Gender, Level, OfficeKind, RosterWork

register_labels(
    {
        OfficeKind.MINISTRY: _l("Ministry"),
        OfficeKind.PREFECTURE: _l("Prefecture"),
        OfficeKind.COUNTY_COUNCIL: _l("County council"),
        OfficeKind.MUNICIPALITY: _l("Municipality"),
        OfficeKind.POLICE: _l("Police"),
        OfficeKind.SOCIAL_SERVICES: _l("Social services"),
        OfficeKind.EMPLOYMENT: _l("Employment office"),
        OfficeKind.EDUCATION: _l("Education office"),
        OfficeKind.HEALTH: _l("Public health"),
        OfficeKind.PROSECUTION: _l("Prosecution"),
        OfficeKind.INTELLIGENCE: _l("Intelligence service"),
        OfficeKind.NGO: _l("NGO"),
        OfficeKind.SHELTER: _l("Shelter"),
        OfficeKind.COALITION: _l("Coalition"),
        OfficeKind.INTERNATIONAL_NGO: _l("International NGO"),
        OfficeKind.AGENCY: _l("International agency"),
        OfficeKind.DONOR: _l("Donor"),
        OfficeKind.MEDIA: _l("Media"),
        OfficeKind.COMPANY: _l("Company"),
        OfficeKind.UNIVERSITY: _l("University"),
        OfficeKind.OTHER: _l("Other"),
    }
)
register_labels(
    {
        Level.CENTRAL: _l("Central"),
        Level.COUNTY: lazy_pgettext("a level", "County"),
        Level.MUNICIPALITY: _l("Municipality"),
        Level.INTERNATIONAL: _l("International"),
    }
)
register_labels({Gender.WOMAN: _l("woman"), Gender.MAN: _l("man"), Gender.OTHER: _l("other")})
register_labels(
    {
        RosterWork.FACILITATOR: _l("Facilitator"),
        RosterWork.NOTE_TAKER: _l("Note-taker"),
        RosterWork.TRAINER: _l("Trainer"),
        RosterWork.INTERPRETER: _l("Interpreter"),
        RosterWork.SPEAKER: lazy_pgettext("what somebody does", "Speaker"),
        Experience.BEGINNER: _l("Beginner"),
        Experience.PRACTISED: _l("Practised"),
        Experience.SENIOR: _l("Senior"),
    }
)

SPEAKS = {"sq": _l("Albanian"), "en": _l("English"), "sq en": _l("Albanian and English")}
"""The languages a person can be written to in, as they are kept."""
