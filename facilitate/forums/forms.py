"""What may be typed about forums."""

from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ..directory.queries import districts
from ..forms import EnumField, Form, NumberField, PickField, PickManyField, VersionedForm, WordsField
from ..i18n import _l
from .kinds import Every, kind_name, kinds
from .models import Duty, Forum, ForumRole


class ForumForm(VersionedForm):
    """A forum and its territory."""

    name = WordsField(_l("Name"), required=True, is_name=True)
    kind = SelectField(
        _l("Kind"),
        choices=lambda: [SelectChoice(key, kind_name(key)) for key in kinds()],
        invalid_choice_message=_l("Please choose one from the list."),
    )
    purpose = WordsField(_l("Purpose"), long=True, limit=2000)
    number = NumberField(_l("Meetings"), least=1, most=52, default=3)
    every = EnumField(_l("How it is counted"), of=Every, default=Every.TIMES_A_YEAR)
    districts = PickManyField(_l("Territory"))

    def populate_obj(self, obj: Any) -> None:
        """Districts are rows of their own."""
        for name, field in self._fields.items():
            if name not in ("version", "districts", "number", "every"):
                field.populate_obj(obj, name)


def forum_form(forum: Forum | None, chosen: list[int], meetings: Duty | None = None) -> ForumForm:
    """The form with its list filled; `chosen` are the ids of the present districts, `meetings` the duty to meet."""
    rhythm = {"number": meetings.number, "every": meetings.every} if meetings else {}
    form = ForumForm(obj=forum, districts=chosen, **rhythm)
    form.districts.offer(districts(), lambda district: district.name)
    return form


class MemberForm(Form):
    """One more member organisation."""

    organisation_id = PickField(_l("Organisation"), required=True)
    role = EnumField(_l("Role"), of=ForumRole)


class MeetingForm(Form):
    """An event that is a meeting of the forum."""

    event_id = PickField(_l("Event"), required=True)


class KeeperForm(Form):
    """One more account that keeps the forum."""

    user_id = PickField(_l("Account"), required=True)
