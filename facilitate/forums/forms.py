"""What may be typed about forums."""

from typing import Any

from ..directory.queries import districts
from ..forms import EnumField, Form, NumberField, PickField, PickManyField, VersionedForm, WordsField
from ..i18n import _l
from .models import Forum, ForumKind, ForumRole


class ForumForm(VersionedForm):
    """A forum and its territory."""

    name = WordsField(_l("Name"), required=True, is_name=True)
    kind = EnumField(_l("Kind"), of=ForumKind)
    purpose = WordsField(_l("Purpose"), long=True, limit=2000)
    meetings_a_year = NumberField(_l("Meetings a year"), least=1, most=52, default=3)
    districts = PickManyField(_l("Territory"))

    def populate_obj(self, obj: Any) -> None:
        """Districts are rows of their own."""
        for name, field in self._fields.items():
            if name not in ("version", "districts"):
                field.populate_obj(obj, name)


def forum_form(forum: Forum | None, chosen: list[int]) -> ForumForm:
    """The form with its list filled; `chosen` are the ids of the present districts."""
    form = ForumForm(obj=forum, districts=chosen)
    form.districts.offer(districts(), lambda district: district.name)
    return form


class MemberForm(Form):
    """One more member organisation."""

    organisation_id = PickField(_l("Organisation"), required=True)
    role = EnumField(_l("Role"), of=ForumRole)


class MeetingForm(Form):
    """An event that is a meeting of the forum."""

    event_id = PickField(_l("Event"), required=True)
