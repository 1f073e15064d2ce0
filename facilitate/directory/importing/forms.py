"""What may be said about a table that comes in: the file, where its headings are, what its columns are, what rows mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import has_request_context
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from ...web.forms import EnumField, NumberField, PickField, PlannerForm
from ...web.i18n import LANGUAGES, _, _l, pick_wording
from ..columns import HOLDS, NAME, POSITION
from ..models import Level, OfficeKind, Sector
from .headings import LEFT_OUT, FileColumn
from .plan import ColumnMapping, ImportDecisions


class ListUploadForm(PlannerForm):
    """A list of people or organisations."""

    file = FileField(
        _l("File with people or organisations"),
        description=_l(
            "An Excel (.xlsx), OpenDocument (.ods) or CSV file with one row for each person "
            "or organisation. Titles above the table do no harm."
        ),
    )


class ListHeadingsForm(PlannerForm):
    """Where the headings of a table are; sent with GET, for it only shows."""

    header = NumberField(
        _l("Headings are in row"),
        least=0,
        most=20_000,
        description=_l("0: the table has no headings."),
    )

    class Meta:
        csrf = False


class ListColumnsForm(PlannerForm):
    """What each column is, and what holds for all rows."""

    header = HiddenField()
    position = SelectField(
        _l("Positions are written in"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    sector = PickField(_l("Sector of new organisations, if the row does not say"))
    kind = EnumField(_l("Kind of new organisations, if the row does not say"), of=OfficeKind)
    level = EnumField(_l("Level of new organisations, if the row does not say"), of=Level)
    fill_down = BooleanField(_l("If the organisation is empty, use the one in the row above"))
    family_first = BooleanField(_l("Full names begin with the family name"))
    columns: Sequence[FileColumn] = ()

    @property
    def mapped(self) -> list[tuple[FileColumn, Any]]:
        """Each column with its field."""
        return [
            (column, self._fields[f"column_{place}"]) for place, column in enumerate(self.columns)
        ]

    @property
    def targets(self) -> tuple[str, ...]:
        """What was chosen for each column."""
        return tuple(field.data or LEFT_OUT for _column, field in self.mapped)

    def plan(self, header: int) -> ColumnMapping:
        """What was decided."""
        return ColumnMapping(
            columns=self.targets,
            header=header,
            position=self.position.data,
            sector=self.sector.data,
            kind=OfficeKind(self.kind.data),
            level=Level(self.level.data),
            fill_down=self.fill_down.data,
            family_first=self.family_first.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and the organisation is said, a name is whole, nothing stands in two columns."""
        right = super().validate(extra_validators)
        self.check_columns()
        return bool(right and not self.errors)

    def check_columns(self) -> None:
        """Say what is wrong with what was chosen for the columns, all of them together."""
        targets = [
            field for target in self.targets if target for field in HOLDS.get(target, (target,))
        ]
        if "organisation" not in targets:
            self.form_errors.append(_("Choose the column with the organisation."))
        one = {"given_name", "family_name"} & set(targets)
        if len(one) == 1 and NAME not in targets:
            self.form_errors.append(
                _("Choose columns for given name and family name, or one for the full name.")
            )
        seen: set[str] = set()
        for _column, field in self.mapped:
            held = {
                f"position_{self.position.data}" if part == POSITION else part
                for part in HOLDS.get(field.data, (field.data,))
                if part
            }
            if held & seen:
                field.errors = [_("Another column already has this.")]
            seen |= held


def list_columns_form(
    columns: Sequence[FileColumn],
    guess: Sequence[str],
    usual: Mapping[str, Any],
    *,
    sectors: Sequence[Sector],
    targets: Mapping[str, object],
    kind: type[ListColumnsForm] = ListColumnsForm,
    sent: Mapping[str, Any] | None = None,
) -> ListColumnsForm:
    """The form for a table; columns are what they probably are until somebody says otherwise. `targets`: what they may be.

    `sent`: what was said before, where it is no part of this request.
    """
    fields: dict[str, Any] = {
        f"column_{place}": SelectField(
            column.heading or column.letter,
            choices=[SelectChoice(value, str(name)) for value, name in targets.items()],
            default=guess[place],
            invalid_choice_message=_l("Please choose one from the list."),
        )
        for place, column in enumerate(columns)
    }
    before = {} if sent is None else {"formdata": sent}
    form: ListColumnsForm = type("ColumnsOfTable", (kind,), {**fields, "columns": columns})(
        data=usual, meta={"csrf": sent is None and has_request_context()}, **before
    )
    form.sector.offer(
        sectors, lambda sector: pick_wording(sector.name), _("ask for each organisation")
    )
    return form


def read_decisions(sent: Mapping[str, str]) -> ImportDecisions:
    """What was said to the questions of the preview."""

    def of(kind: str) -> dict[str, str]:
        return {
            name.removeprefix(kind): value
            for name, value in sent.items()
            if name.startswith(kind) and value != "?"
        }

    people = {
        int(row): value for row, value in of("person-").items() if row.isdecimal() and len(row) < 8
    }
    return ImportDecisions(
        values=of("value-"),
        offices=of("office-"),
        sectors=of("sector-"),
        people=people,
        rest=sent.get("rest", ""),
    )
