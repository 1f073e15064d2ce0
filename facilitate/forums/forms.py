"""What may be typed about forums."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ..directory.queries import all_districts
from ..web.forms import (
    EnumField,
    NumberField,
    PickField,
    PickManyField,
    PlannerForm,
    VersionedForm,
    WordsField,
)
from ..web.i18n import _, _l
from .divisions import districts_taken
from .kinds import Every, Rhythm, forum_kind, forum_kinds, kind_name
from .labels import shared_districts_sentence
from .models import Duty, Forum


class ForumForm(VersionedForm):
    """A forum and its territory."""

    name = WordsField(_l("Name"), required=True, is_name=True)
    kind = SelectField(
        _l("Kind"),
        choices=lambda: [SelectChoice(key, kind_name(key)) for key in forum_kinds()],
        invalid_choice_message=_l("Please choose one from the list."),
    )
    purpose = WordsField(_l("Purpose"), long=True, limit=2000)
    number = NumberField(
        _l("Meetings"),
        least=1,
        most=52,
        needed=False,
        description=_l("Left empty: as often as forums of this kind should meet."),
    )
    every = EnumField(_l("How it is counted"), of=Every, default=Every.TIMES_A_YEAR)
    districts = PickManyField(_l("Territory"))
    move = BooleanField(_l("Move these districts here from the other groups"))
    others: Mapping[Forum, Collection[int]] = MappingProxyType({})
    """The other forums of the division, and their districts."""
    kept: Collection[int] | None = None
    """The numbers of the forums that whoever is signed in keeps; None: all of them."""

    @property
    def rhythm(self) -> Rhythm:
        """How often it meets: as was typed, else as its kind should."""
        if self.number.data is None:
            return forum_kind(str(self.kind.data)).rhythm
        return Rhythm(self.every.data, self.number.data)

    @property
    def double(self) -> dict[Forum, list[int]]:
        """Which of the chosen districts other forums of the division have."""
        return districts_taken(self.districts.data or [], self.others)

    @property
    def may_move(self) -> bool:
        """Whether districts can be taken over: nobody takes them from a group that only others keep."""
        return self.kept is None or all(forum.id in self.kept for forum in self.double)

    def validate_districts(self, field: Any) -> None:
        """Each district is in one group of a division, unless it is taken over."""
        if self.double and not (self.move.data and self.may_move):
            said = shared_districts_sentence(
                self.double, {one.value: one.label for one in field.choices}
            )
            others = (
                ""
                if self.may_move
                else _("Only somebody who keeps that group too can move it here.")
            )
            raise ValidationError(f"{said} {others}".strip())

    def tick(self, county: Collection[int]) -> None:
        """Tick every district of a county, or none where all are ticked."""
        now = set(self.districts.data or [])
        self.districts.data = sorted(now - set(county) if now >= set(county) else now | set(county))

    def populate_obj(self, obj: Any) -> None:
        """Districts are rows of their own."""
        for name, field in self._fields.items():
            if name not in ("version", "districts", "move", "number", "every"):
                field.populate_obj(obj, name)


def forum_form(forum: Forum | None, chosen: list[int], meetings: Duty | None = None) -> ForumForm:
    """The form with its list filled; `chosen` are the ids of the present districts, `meetings` the duty to meet."""
    rhythm = {"number": meetings.number, "every": meetings.every} if meetings else {}
    form = ForumForm(obj=forum, districts=chosen, **rhythm)
    form.districts.offer(all_districts(), lambda district: district.name)
    return form


class MeetingForm(PlannerForm):
    """An event that is a meeting of the forum."""

    event_id = PickField(_l("Event"), required=True)


class KeeperForm(PlannerForm):
    """One more account that keeps the forum."""

    user_id = PickField(_l("Account"), required=True)
