"""A new look, and the choice of one."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from ...web.forms import PlannerForm, TextField, VersionedForm
from ...web.i18n import _, _l
from ..models import GuideLook
from .package import ROOM

NAME_LIMIT = 60


class NewLookForm(PlannerForm):
    """A Word file, and how its look is called; `known` are the looks there are."""

    name = TextField(
        _l("Name"),
        required=True,
        is_name=True,
        limit=NAME_LIMIT,
        description=_l("A name the team recognises: “Municipality of Vlora”."),
    )
    file = FileField(
        _l("Word file (.docx) or OpenDocument text (.odt)"),
        description=_l("At most 2 MB: a letterhead, or the planner’s style with your changes."),
    )
    known: Sequence[GuideLook] = ()

    def validate_name(self, field: Any) -> None:
        """Two looks of one name cannot be told apart."""
        if any(one.name.casefold() == field.data.casefold() for one in self.known):
            raise ValidationError(_("There is already a style with this name."))

    def validate_file(self, field: Any) -> None:
        """Something has to be chosen."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Please choose a file."))

    @property
    def content(self) -> bytes:
        """The file, and one byte more than may be: so that too large a one is known."""
        with self.file.data.stream as stream:
            return bytes(stream.read(ROOM.packed + 1))


class ChooseLookForm(VersionedForm):
    """Which look the guide of an event wears; 0 is the planner's."""

    look_id = SelectField(_l("Document style"), coerce=int)


def choose_look_form(known: Sequence[GuideLook], **options: Any) -> ChooseLookForm:
    """The form with the looks there are."""
    form = ChooseLookForm(**options)
    form.look_id.choices = [
        SelectChoice(0, _("The planner’s style")),
        *(SelectChoice(one.id, one.name) for one in known),
    ]
    return form
