"""What may be typed where something is used again."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from ...web.forms import MinutesField, PlannerForm, WordsField
from ...web.i18n import _, _l


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
