"""What may be typed about templates and about versions of an agenda."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from ..lib.numbers import read_whole
from ..web.forms import MinutesField, PlannerForm, TextField, WordsField
from ..web.i18n import _, _l


class InsertTechniqueForm(PlannerForm):
    """How a technique comes into the agenda."""

    technique = HiddenField()
    minutes = MinutesField(_l("Minutes"))
    in_steps = BooleanField(_l("As a block with its steps"))

    def validate_minutes(self, field: Any) -> None:
        if field.data == 0:
            raise ValidationError(_("A technique takes at least a minute."))


class AgendaTemplateForm(PlannerForm):
    """What a template is called."""

    name = WordsField(_l("Name of the template"), required=True, is_name=True)


class VersionForm(PlannerForm):
    """The name an agenda is kept under."""

    name = TextField(
        _l("Name"),
        required=True,
        is_name=True,
        limit=80,
        description=_l("A name you will recognise, like “Before the team meeting”."),
    )


class RestoreVersionForm(PlannerForm):
    """Restoring a version; `revision` is the last change of the agenda that was shown."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that was shown; -1 when nobody says."""
        seen = read_whole(str(self.revision.data or ""))
        return -1 if seen is None else seen
