"""What may be typed about an annex."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError

from ...web.forms import PickField, TextField, VersionedForm
from ...web.i18n import _, _l
from ..models import Attachment
from .annexes import ACCEPT, ROOM


class AnnexForm(VersionedForm):
    """A presentation or paper: what it is called, who gave it, in which session, and whether it may go out."""

    title = TextField(_l("Title"), required=True)
    speaker = TextField(
        _l("Speaker"), description=_l("Who presented or wrote it; can be left empty.")
    )
    step_id = PickField(_l("Session"))
    public = BooleanField(
        _l("May go out with the report"),
        description=_l(
            "Tick this only once its author has agreed. It goes out with the next release."
        ),
    )


class NewAnnexForm(AnnexForm):
    """A new annex: what it is called and the like, and its file."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, Word, PowerPoint, Excel, OpenDocument, JPG or PNG, 24 MB at most, without macros."
        ),
        render_kw={"accept": ACCEPT},
    )

    def validate_file(self, field: Any) -> None:
        """Something has to be chosen."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Please choose a file."))

    @property
    def content(self) -> bytes:
        """The file, and one byte more than may be: so that too large a one is known."""
        with self.file.data.stream as stream:
            return bytes(stream.read(ROOM.packed + 1))


def annex_form(steps: Sequence[tuple[int, str]], row: Attachment | None = None) -> AnnexForm:
    """The form with the sessions of the programme; without a row a new annex with its file."""
    form = NewAnnexForm() if row is None else AnnexForm(obj=row)
    form.step_id.choices = []
    form.step_id.offer([_Session(*one) for one in steps], lambda one: one.title, _("no session"))
    return form


class _Session:
    def __init__(self, key: int, title: str) -> None:
        self.id, self.title = key, title
