"""What is typed about a line, without JavaScript or with it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, HiddenField

from ...directory.models import County, Sector
from ...web.forms import EnumField, LongTextField, PickField, PlannerForm, TextField, VersionedForm
from ...web.i18n import _l, pick_wording
from ..actions import LONGEST
from ..models import NoteKind, NoteLine
from .actions import known_line
from .sending import KEY, WHO
from .syncing import LineFields


class _LineFields(PlannerForm):
    """What a line is made of."""

    kind = EnumField(_l("Kind of line"), of=NoteKind, default=NoteKind.POINT)
    text = LongTextField(_l("What was said"), required=True, limit=LONGEST)
    who = TextField(_l("Who said it"), limit=WHO)
    sector_id = PickField(_l("Sector"))
    county_id = PickField(_l("County"))
    withheld = BooleanField(_l("Not for the report"))

    @property
    def fields(self) -> LineFields:
        """What was typed, as the rule takes it."""
        return LineFields(
            kind=self.kind.data.value,
            text=self.text.data,
            who=self.who.data or "",
            sector=self.sector_id.data,
            county=self.county_id.data,
        )


class AddLineForm(_LineFields):
    """One more line. `key` tells whether this very form was sent before."""

    key = HiddenField()


class LineForm(VersionedForm, _LineFields):
    """A line as it is to be; two who change it at once both see both texts."""


@dataclass
class EditedLine:
    """A line as its form shows and changes it."""

    version: int
    kind: NoteKind
    text: str
    who: str
    sector_id: int | None
    county_id: int | None
    withheld: bool


def line_to_edit(line: NoteLine) -> EditedLine:
    """What the form begins with."""
    who = known_line(line).fields.who
    return EditedLine(
        version=line.version,
        kind=line.kind,
        text=line.text,
        who=who,
        sector_id=line.sector_id,
        county_id=line.county_id,
        withheld=line.withheld,
    )


def new_line_form(sectors: Sequence[Sector], counties: Sequence[County]) -> AddLineForm:
    """The form below a place's lines."""
    form = AddLineForm()
    if not KEY.fullmatch(form.key.data or ""):
        form.key.data = secrets.token_urlsafe(12)
    return offer_sources(form, sectors, counties)


def line_form(line: EditedLine, sectors: Sequence[Sector], counties: Sequence[County]) -> LineForm:
    """The form of one line."""
    return offer_sources(LineForm(obj=line), sectors, counties)


def offer_sources(form: Any, sectors: Sequence[Sector], counties: Sequence[County]) -> Any:
    """The form with what can be chosen of who said it."""
    form.sector_id.offer(sectors, lambda one: pick_wording(one.name))
    form.county_id.offer(counties, lambda one: one.name)
    return form
