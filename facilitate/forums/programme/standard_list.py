"""The checks of standards as a list that leaves and comes back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial

import sqlalchemy as sa

from ...data.db import db
from ...directory.importing.actions import wait_for_directory
from ...directory.models import Organisation
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, days_out_of_order, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...lib.text import plain_text
from ...lib.uploads import read_text
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, current_language, register_labels, use_language
from ..actions import lock_forum
from ..models import Forum
from ..programme_models import StandardCheck
from .actions import office_visited, write_rows
from .forms import FINDING
from .queries import checks_of, municipalities_of
from .standards import read_standard, standard_name


class StandardState(StrEnum):
    """Whether a standard was kept."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"


register_labels({StandardState.KEPT: _l("kept"), StandardState.NOT_KEPT: _l("not kept")})
CHECKS = with_codes(
    ExchangeTable(
        "standard-checks",
        (
            ExchangeColumn(name="place", label=_l("Municipality"), limit=SHORT, width=26),
            ExchangeColumn(
                name="visited_on", label=_l("Day of the visit"), kind=ColumnKind.DAY, width=14
            ),
            ExchangeColumn(name="title", label=_l("Standard"), limit=300, width=50),
            ExchangeColumn(
                name="state",
                label=_l("Kept?"),
                kind=ColumnKind.CHOICE,
                of=StandardState,
                width=12,
            ),
            ExchangeColumn(
                name="finding",
                label=_l("Finding"),
                kind=ColumnKind.LONG_TEXT,
                limit=FINDING,
                width=50,
            ),
            ExchangeColumn(
                name="mend_by", label=_l("To be put right by"), kind=ColumnKind.DAY, width=14
            ),
            ExchangeColumn(name="mends", label=_l("Who puts it right"), limit=SHORT, width=24),
            ExchangeColumn(
                name="mended_on", label=_l("Put right on"), kind=ColumnKind.DAY, width=14
            ),
        ),
    )
)


def _checks_now(forum: Forum, language: str) -> PlainList:
    """The checks as they are, the latest visit first."""
    with use_language(language):
        records = {_code(row): _record(row) for row in checks_of(forum)}
        return PlainList(
            table=CHECKS,
            slug=forum.slug,
            language=language,
            title=_("Standards"),
            facts=_(
                "One row for each standard at each visit. Nothing that could identify a person."
            ),
            records=records,
            known_by=("place+visited_on+title",),
            needs=("place", "visited_on", "title", "state"),
            readers={"place": _place_reader(forum), "title": read_standard_name},
            check=partial(_check, records),
        )


def _check(
    records: Mapping[str, ListRecord], rows: Sequence[ListRecord]
) -> Mapping[tuple[int, str], str]:
    """What the forms refuse, too: nothing found where a standard is not kept, nothing put right before it was found."""
    wrong: dict[tuple[int, str], str] = {}
    for row in rows:
        there = records.get(row.code)
        if there is None and row.get("state") == StandardState.NOT_KEPT and not row.get("finding"):
            wrong[row.number, ""] = _("Please write what was found.")
        for name in days_out_of_order(row, there, "visited_on", "mended_on"):
            wrong[row.number, name] = (
                _("This is before the visit.")
                if name == "mended_on"
                else _("It was put right before this day.")
            )
    return wrong


def read_standard_name(said: str) -> str:
    """What a standard is called in the language spoken now, in whichever it was written."""
    return standard_name(read_standard(said))


def _place_reader(forum: Forum) -> Callable[[str], Value]:
    known = {plain_text(row.name): row.name for row in municipalities_of(forum)}

    def read(said: str) -> Value:
        if said and plain_text(said) not in known:
            raise ValueError(_("No municipality in the forum’s territory has this name."))
        return known.get(plain_text(said), "")

    return read


def _code(row: StandardCheck) -> str:
    return f"S{row.id}"


def _record(row: StandardCheck) -> ListRecord:
    return ListRecord(
        _code(row),
        {
            "place": read_text(row.organisation.name),
            "visited_on": row.visited_on,
            "title": read_text(standard_name(row.standard)),
            "state": (StandardState.KEPT if row.kept else StandardState.NOT_KEPT).value,
            "finding": read_text(row.finding),
            "mend_by": row.mend_by,
            "mends": read_text(row.mends),
            "mended_on": row.mended_on,
        },
    )


def kept_checks(forum: Forum) -> KeptList:
    """The checks of a forum: how they are, and how what a file says becomes so."""

    def write_checks(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        wait_for_directory()
        there = set(db.session.scalars(sa.select(Organisation.id)))
        offices: dict[int, Organisation] = {}

        def put(row: StandardCheck, values: Mapping[str, Value]) -> None:
            _put(row, values)
            if "place" in values:
                office = office_visited(forum, str(values["place"]))
                row.organisation_id = office.id
                if office.id not in there:
                    offices[office.id] = office

        return write_rows(
            forum,
            decided,
            rows={_code(row): row for row in checks_of(forum)},
            new=lambda: StandardCheck(forum_id=forum.id),
            put=put,
            by=by,
            source=source,
            said=lambda number: _n(
                "%(num)d check was changed, added or removed.",
                "%(num)d checks were changed, added or removed.",
                number,
            ),
            page="forums.list_standards",
            offices=offices.values(),
        )

    return KeptList(
        key="standards",
        language=current_language(),
        now=lambda language: _checks_now(forum, language),
        write=write_checks,
    )


def _put(row: StandardCheck, values: Mapping[str, Value]) -> None:
    """What a row of the file says, in the check; but for the municipality."""
    if "title" in values:
        row.standard = read_standard(str(values["title"]))
    if "state" in values:
        row.kept = values["state"] == StandardState.KEPT
    for name in ("finding", "mends"):
        if name in values:
            setattr(row, name, str(values[name] or ""))
    for name in ("visited_on", "mend_by", "mended_on"):
        if name in values:
            day = values[name]
            setattr(row, name, day if isinstance(day, date) else None)


def conversation_of_standards(forum: Forum) -> PlainConversation:
    """The pages on which the checks of a forum come back."""
    return conversation_about(
        forum,
        kept_checks(forum),
        page="forums.list_standards",
        pages="forums.standards_",
        name=_("Standards"),
    )
