"""What may be typed about duties and documents."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError

from ...web.forms import (
    DayField,
    EnumField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ...web.i18n import _, _l, pick_wording
from ..duty_status import MEETING
from ..kinds import DoneBy, Every
from ..models import Duty
from .filing import ACCEPT, ROOM

MOST = {Every.MONTHS: 120, Every.TIMES_A_YEAR: 52, Every.PRESIDENCY: 365}


class DutyForm(VersionedForm):
    """A duty: what, how often, by what it is done, since when."""

    name = WordsField(_l("Duty"), required=True)
    number = NumberField(_l("How many"), least=1, most=365, default=3)
    every = EnumField(_l("How it is counted"), of=Every, default=Every.MONTHS)
    done_by = EnumField(_l("Fulfilled by"), of=DoneBy, default=DoneBy.DOCUMENT)
    since = DayField(_l("Counted from"), description=_l("Nothing is due before this day."))

    def validate_number(self, field: Any) -> None:
        """Each way to count has its own limit."""
        most = MOST.get(self.every.data, 365)
        if field.data is not None and field.data > most:
            raise ValidationError(
                _("Enter a number from %(least)d to %(most)d.", least=1, most=most)
            )


def duty_form(duty: Duty) -> DutyForm:
    """The form; the duty to meet is always done by a meeting."""
    form = DutyForm(obj=duty)
    if duty.key == MEETING:
        del form.done_by
    return form


class FileForm(PlannerForm):
    """A document to be filed."""

    title = TextField(_l("Title"), required=True)
    duty_id = PickField(_l("Fulfils"))
    on = DayField(
        _l("Date of the document"),
        description=_l("The day it was handed in; this decides whether it was on time."),
    )
    file = FileField(
        _l("File"),
        description=_l(
            "PDF, Word (.docx), OpenDocument (.odt), JPG or PNG, at most 10 MB, without macros."
        ),
        render_kw={"accept": ACCEPT},
    )

    on_paper = BooleanField(_l("Every member has approved it, on paper or at a meeting"))

    def validate_file(self, field: Any) -> None:
        """Something has to be chosen."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Please choose a file."))

    @property
    def content(self) -> bytes:
        """The file, and one byte more than may be: so that too large a one is known."""
        with self.file.data.stream as stream:
            return bytes(stream.read(ROOM.packed + 1))


def file_form(
    duties: Sequence[Duty], today: Any, *, asks: bool = False, **options: Any
) -> FileForm:
    """The form with the duties a document can fulfil; `asks`: whether approvals are missing here."""
    form = FileForm(on=today, **options)
    if not asks:
        del form.on_paper
    form.duty_id.offer(
        [one for one in duties if one.done_by is DoneBy.DOCUMENT],
        lambda one: pick_wording(one.name),
        _("no duty"),
    )
    return form
