"""Choosing photos, and what is said about each."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from ...web.forms import LongTextField, PlannerForm, VersionedForm
from ...web.i18n import _, _l, pick_wording
from .places import NotePlace

LONGEST_ALT = 2_000
"""Characters of what stands on a photo: a whole flip chart may be typed off."""


def note_place_name(place: NotePlace) -> str:
    """`Café · Table 3: Schools · Round 2`, in the language spoken now."""
    parts = [pick_wording(name) for name in place.names]
    if place.table:
        table = _("Table %(number)d", number=place.table)
        parts[-1] = f"{table}: {parts[-1]}" if parts[-1] else table
        parts.append(_("Round %(number)d", number=place.spot.round or 1))
    return " · ".join(part for part in parts if part)


def note_place_choices(places: Sequence[NotePlace], none: str) -> list[SelectChoice]:
    """The places to choose from, after the empty one."""
    return [
        SelectChoice("", none),
        *(SelectChoice(place.key, note_place_name(place)) for place in places),
    ]


class PhotoUploadForm(PlannerForm):
    """Several photos of one place at once; `snap` is the one a phone takes on the spot."""

    photos = MultipleFileField(_l("Photos"))
    snap = MultipleFileField(_l("Take a photo"))
    place = SelectField(_l("Where"), validate_choice=False)

    def __init__(self, places: Sequence[NotePlace], **options: Any) -> None:
        super().__init__(**options)
        self.place.choices = note_place_choices(places, _("no step"))


class PhotoForm(VersionedForm):
    """What stands on a photo, and where it was taken."""

    alt = LongTextField(
        _l("What the photo shows"),
        limit=LONGEST_ALT,
        description=_l(
            "In words, for people who cannot see it and for the search. No names of people "
            "who were helped."
        ),
    )
    place = SelectField(_l("Where"), validate_choice=False)
    withheld = BooleanField(_l("Not for the report"))

    def __init__(
        self, places: Sequence[NotePlace], lost: tuple[str, str] | None = None, **options: Any
    ) -> None:
        """`lost`: where it was taken and what that was called, while that is no longer in the agenda."""
        super().__init__(**options)
        gone = [SelectChoice(*lost)] if lost else []
        self.place.choices = [*note_place_choices(places, _("no step")), *gone]

    def populate_obj(self, obj: Any) -> None:
        """What was typed; where it was taken is settled by whoever took the form."""
        obj.alt, obj.withheld = self.alt.data, self.withheld.data
