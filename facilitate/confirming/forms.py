"""What somebody may say about their own entry."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField

from ..directory.forms import PersonForm
from ..directory.models import Person
from ..lib.text import Words
from ..web.forms import LongTextField, TextField
from ..web.i18n import _l, current_language, pick_wording
from .actions import BACK, LEFT, NAMES, OFFICE, POSITION
from .models import EntryLink


class OwnEntryForm(PersonForm):
    """Name, organisation, post, and how they are reached; or that they left, and who follows them."""

    office = TextField(_l("Organisation"), required=True, is_name=True)
    position = TextField(_l("Position"), is_name=True)
    left = BooleanField(_l("I no longer work there, and nobody should write to me any more"))
    follows = TextField(
        _l("Your successor"), description=_l("Name, and how they are reached; may be empty.")
    )
    note = LongTextField(_l("Anything else"), limit=1000)
    organisation_id = None  # type: ignore[assignment]
    left_on = None  # type: ignore[assignment]
    mended = None

    def populate_obj(self, obj: Any) -> None:
        """Nothing: what becomes of it is for `confirm_entry` to say."""

    def own_of(self, person: Person) -> dict[str, Any]:
        """What is theirs alone: phone and languages, and the position where they work at the same organisation.

        A position typed in one language takes the place of both: the other would not be true any more.
        """
        own = {"phone": self.phone.data, "languages": self.languages.data}
        if self.position.data != pick_wording(person.position) and not self._moves(person):
            own[POSITION] = Words(**self._typed_position())
        return own

    def waits_of(self, person: Person) -> dict[str, Any]:
        """What somebody has to look at, by name; empty where nothing has to be."""
        waits = {
            name: self[name].data for name in NAMES if self[name].data != getattr(person, name)
        }
        if self._moves(person):
            waits |= {OFFICE: self.office.data, POSITION: self._typed_position()}
        if self.left.data != (person.left_on is not None):
            waits[LEFT if self.left.data else BACK] = "1"
        waits |= {name: self[name].data for name in ("follows", "note") if self[name].data}
        return waits

    def _moves(self, person: Person) -> bool:
        return bool(self.office.data != person.organisation.name)

    def _typed_position(self) -> dict[str, str]:
        return {current_language(): self.position.data} if self.position.data else {}


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """An entry as its owner sees it, in the language spoken now."""

    version: int
    given_name: str
    family_name: str
    office: str
    position: str
    email: str
    phone: str
    languages: str
    left: bool = False
    follows: str = ""
    note: str = ""


def shown_entry(link: EntryLink) -> ShownEntry:
    """The entry as it is now, with what its owner sent and nobody has looked at yet: confirmed once more, it still waits."""
    person, waits = link.person, link.waits
    position = Words(**waits[POSITION]) if POSITION in waits else person.position
    return ShownEntry(
        version=person.version,
        office=waits.get(OFFICE, person.organisation.name),
        position=pick_wording(position),
        phone=person.phone,
        languages=person.languages,
        left=LEFT in waits or (person.left_on is not None and BACK not in waits),
        follows=waits.get("follows", ""),
        note=waits.get("note", ""),
        **{name: waits.get(name, getattr(person, name)) for name in NAMES},
    )
