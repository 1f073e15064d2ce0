"""The headings agreed for one kind of step."""

from typing import Any

from ...lib.text import Words
from ...web.form_rows import FormRowsField
from ...web.forms import SHORT, VersionedForm
from ...web.i18n import _, _l
from ..models import NoteKind
from .usual import LEAST, MOST, NoteHeading


class HeadsField(FormRowsField):
    """NAME-en, NAME-sq and NAME-kind; headings without any word do not count."""

    most, blank = MOST, NoteHeading()

    def show(self, data: Any) -> None:
        self.data: tuple[NoteHeading, ...] = tuple(data or ())
        self.rows = [*self.data]

    def _sent(self, formdata: Any) -> list[NoteHeading]:
        known = {one.value: one for one in NoteKind}
        rows = zip(*self.columns(formdata, "en", "sq", "kind"), strict=True)
        return [
            NoteHeading(known.get(kind, NoteKind.POINT), Words(en, sq)) for en, sq, kind in rows
        ]

    def _read(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self.too_long(number, [row.words.en, row.words.sq], SHORT)
        self.data = tuple(row for row in self.rows if row)
        if not LEAST <= len(self.data) <= self.most:
            self.process_errors.append(
                _("Enter %(least)d to %(most)d headings.", least=LEAST, most=self.most)
            )


class HeadsForm(VersionedForm):
    """The structure of the notes, for a kind of step or for all others."""

    heads = HeadsField(_l("Headings"))

    def populate_obj(self, obj: Any) -> None:
        obj.heads = self.heads.data
