"""How the fixed values of the directory are called."""

from ..web.i18n import _l, names
from .models import Gender, Kind, Level

names(
    {
        Kind.MINISTRY: _l("Ministry"),
        Kind.PREFECTURE: _l("Prefecture"),
        Kind.COUNTY_COUNCIL: _l("County council"),
        Kind.MUNICIPALITY: _l("Municipality"),
        Kind.POLICE: _l("Police"),
        Kind.SOCIAL_SERVICES: _l("Social services"),
        Kind.EMPLOYMENT: _l("Employment office"),
        Kind.EDUCATION: _l("Education office"),
        Kind.HEALTH: _l("Public health"),
        Kind.PROSECUTION: _l("Prosecution"),
        Kind.INTELLIGENCE: _l("Intelligence service"),
        Kind.NGO: _l("NGO"),
        Kind.SHELTER: _l("Shelter"),
        Kind.COALITION: _l("Coalition"),
        Kind.INTERNATIONAL_NGO: _l("International NGO"),
        Kind.AGENCY: _l("International agency"),
        Kind.DONOR: _l("Donor"),
        Kind.MEDIA: _l("Media"),
        Kind.COMPANY: _l("Company"),
        Kind.UNIVERSITY: _l("University"),
        Kind.OTHER: _l("Other"),
    }
)
names(
    {
        Level.CENTRAL: _l("Central"),
        Level.COUNTY: _l("County"),
        Level.MUNICIPALITY: _l("Municipality"),
        Level.INTERNATIONAL: _l("International"),
    }
)
names({Gender.WOMAN: _l("woman"), Gender.MAN: _l("man"), Gender.OTHER: _l("other")})

SPEAKS = {"sq": _l("Albanian"), "en": _l("English"), "sq en": _l("Albanian and English")}
"""The languages a person can be written to in, as they are kept."""
