"""The roster as rows of a list that leaves the house, in the language spoken now."""

from collections.abc import Iterable

from .. import clock
from ..directory.columns import CONTACT, PEOPLE
from ..directory.contacts.sheet import Row
from ..directory.labels import SPEAKS
from ..directory.models import RosterEntry
from ..exchange.columns import ColumnKind, ExchangeColumn
from ..web.i18n import _l, label_of
from .led_steps import LedSteps
from .training_path import TrainingPath
from .wording import observed_said, periods_said, techniques_said

_BEFORE = ("given_name", "family_name", "organisation", *CONTACT, "languages")
_OWN = (
    ExchangeColumn(name="other_languages", label=_l("Other languages"), width=16),
    ExchangeColumn(name="does", label=_l("What they do"), width=24),
    ExchangeColumn(name="experience", label=_l("Experience"), width=12),
    ExchangeColumn(name="county", label=_l("County"), width=13),
    ExchangeColumn(name="away", label=_l("Not available"), width=22),
    ExchangeColumn(name="techniques", label=_l("Techniques led"), width=28),
    ExchangeColumn(name="observed", label=_l("Techniques observed"), width=26),
    ExchangeColumn(name="events", label=_l("Events led"), kind=ColumnKind.NUMBER, width=10),
    ExchangeColumn(name="stage", label=_l("Training path"), width=20),
    ExchangeColumn(name="trainings", label=_l("Trainings taken"), kind=ColumnKind.NUMBER, width=10),
    ExchangeColumn(name="last", label=_l("Led last"), kind=ColumnKind.DAY, width=12),
    ExchangeColumn(name="note", label=_l("Note"), width=30),
)


def roster_columns(contacts: bool) -> list[ExchangeColumn]:
    """The columns of the roster; addresses and numbers only for people who may see them."""
    shown = [PEOPLE[name] for name in _BEFORE if contacts or name not in CONTACT]
    return [*shown, *_OWN]


def roster_rows(found: Iterable[tuple[RosterEntry, LedSteps, TrainingPath]]) -> list[Row]:
    """Load the entries with their people, organisations and places."""
    today = clock.today()
    return [
        {
            "given_name": one.person.given_name,
            "family_name": one.person.family_name,
            "organisation": one.person.organisation.name,
            "email": one.person.email,
            "phone": one.person.phone,
            "languages": str(SPEAKS.get(one.person.languages, one.person.languages)),
            "other_languages": one.other_languages,
            "does": ", ".join(label_of(work) for work in one.does),
            "experience": label_of(one.experience),
            "county": one.place.name if one.place else "",
            "away": periods_said(one.away, today),
            "techniques": techniques_said(led, len(led.techniques)),
            "observed": observed_said(led, len(led.observed)),
            "events": len(led.events),
            "stage": label_of(path.stage),
            "trainings": len(path.taken),
            "last": led.last,
            "note": one.note,
        }
        for one, led, path in found
    ]
