"""What may be decided about a passage."""

from typing import Any

from wtforms import BooleanField
from wtforms.fields import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from ...lib.numbers import HIGHEST
from ...lib.text import plain_text
from ...release.models import TextSource, Verdict
from ...release.verdicts import DecidedWords
from ...web.forms import EnumField, PlannerForm, TextField, max_length
from ...web.i18n import _, _l


class ClearingPlaceForm(PlannerForm):
    """Which line is meant."""

    source = EnumField(of=TextSource)
    row_id = IntegerField(validators=[InputRequired(), NumberRange(0, HIGHEST)])

    @property
    def key(self) -> tuple[TextSource, int]:
        """The line."""
        return self.source.data, self.row_id.data or 0


class VerdictForm(ClearingPlaceForm):
    """One verdict about words of a line; `instead` is needed to generalise and must not say the same again."""

    found = HiddenField(validators=[InputRequired(), max_length(2000)])
    verdict = EnumField(of=Verdict)
    instead = TextField(_l("Replace with"))
    everywhere = BooleanField(_l("Everywhere"))

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and self.verdict.data is Verdict.GENERALISE:
            if not self.instead.data:
                self.instead.errors, right = [_("Write what should replace these words.")], False
            elif plain_text(self.found.data or "") in plain_text(self.instead.data):
                self.instead.errors, right = [_("This repeats the same words.")], False
        return right

    @property
    def decided(self) -> DecidedWords:
        """The verdict, once it is right."""
        return DecidedWords(self.found.data or "", self.verdict.data, self.instead.data or "")
