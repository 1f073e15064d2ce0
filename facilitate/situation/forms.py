"""What may be typed about an indicator."""

from typing import Any

from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from ..directory.models import OfficeKind
from ..web.forms import EnumField, LongTextField, VersionedForm, WordsField
from ..web.i18n import _, _l, label_of, pick_wording
from .actions import DEFINES
from .cells import EVERY_MEMBER, PeopleSplit, PlaceSplit, is_source
from .labels import source_name
from .models import SituationIndicator
from .queries import indicator_lines

MOST_PARTS, LONGEST_PART = 12, 80


class SituationIndicatorForm(VersionedForm):
    """An indicator: its name, what it means, how it is split, who counts it."""

    name = WordsField(_l("Name"), required=True)
    unit = WordsField(_l("Unit"), required=True, limit=60)
    definition = WordsField(_l("What it means"), required=True, long=True, limit=1000)
    counted = WordsField(_l("How it is counted"), long=True, limit=1000)
    people = EnumField(_l("People are split into"), of=PeopleSplit, default=PeopleSplit.NONE)
    place = EnumField(_l("Split by place"), of=PlaceSplit, default=PlaceSplit.NONE)
    kinds = LongTextField(
        _l("Kinds"),
        limit=2000,
        description=_l(
            "One on each line, in English and Albanian with a bar between: begging | lypje. The kinds add up to the total."
        ),
    )
    source = SelectField(
        _l("Office that counts"),
        choices=lambda: [
            SelectChoice(one, source_name(one)) for one in (*OfficeKind, EVERY_MEMBER)
        ],
        default=OfficeKind.SOCIAL_SERVICES,
    )
    compared = SelectField(
        _l("Compared with the numbers of"),
        choices=lambda: [
            SelectChoice("", _("nobody")),
            *(SelectChoice(one, label_of(one)) for one in OfficeKind),
        ],
        validate_choice=True,
    )
    mirrors = SelectField(
        _l("Its total is to equal that of"),
        default="",
        description=_l(
            "Where two indicators count the same from both sides, as people referred and people received: the technical table says "
            "when all offices together differ. No number is changed by it."
        ),
    )
    same = BooleanField(
        _l("Only the wording is corrected; what is counted stays the same"),
        description=_l(
            "Without this, a change of anything but the name and what it is to equal begins a new line of numbers after "
            "the last half-year that was sent: old and new numbers are never joined."
        ),
    )

    def validate_kinds(self, field: Any) -> None:
        """Few, short, and both languages of each."""
        rows = _parts(field.data)
        if len(rows) > MOST_PARTS or any(len(text) > LONGEST_PART for row in rows for text in row):
            raise ValidationError(
                _(
                    "At most %(num)d kinds, each of at most %(max)d characters.",
                    num=MOST_PARTS,
                    max=LONGEST_PART,
                )
            )
        if len(rows) == 1 or any(not all(row) for row in rows):
            raise ValidationError(
                _("Write at least two kinds, each in both languages: begging | lypje.")
            )

    def validate_compared(self, field: Any) -> None:
        """An office is not compared with itself."""
        if field.data and is_source(self.source.data, field.data):
            raise ValidationError(_("Choose another office than the one that counts."))

    def populate_obj(self, obj: Any) -> None:
        """The kinds and offices as they are kept."""
        for name in ("name", "unit", "definition", "counted", "people", "place", "mirrors"):
            self._fields[name].populate_obj(obj, name)
        obj.parts = _parts(self.kinds.data)
        obj.sources = [one for one in (self.source.data, self.compared.data) if one]


def _parts(typed: str | None) -> list[list[str]]:
    lines = (line for line in (typed or "").splitlines() if line.strip())
    return [[text.strip() for text in (line.split("|", 1) + [""])[:2]] for line in lines]


def indicator_form(kind: str, row: SituationIndicator | None) -> SituationIndicatorForm:
    """The form of a new indicator of a kind of forum, or of one that is there."""
    if row is None:
        form = SituationIndicatorForm()
        del form.same
    else:
        form = SituationIndicatorForm(
            obj=row,
            kinds="\n".join(" | ".join(both) for both in row.parts),
            source=row.sources[0],
            compared=(*row.sources, "")[1],
        )
    form.mirrors.choices = [SelectChoice("", _("no other indicator")), *_others(kind, row)]
    return form


def _others(kind: str, row: SituationIndicator | None) -> list[SelectChoice]:
    """The indicators that are asked now, but for this one."""
    return [
        SelectChoice(one.key, pick_wording(one.name))
        for one in indicator_lines(kind)
        if one.last is None and (row is None or one.key != row.key)
    ]


def unsaved_copy(row: SituationIndicator) -> SituationIndicator:
    """An indicator's values in a row that is not kept: what was typed goes there first."""
    names = ("kind", "key", "line", "name", "first", "position", "version", "mirrors", *DEFINES)
    return SituationIndicator(**{name: getattr(row, name) for name in names})
