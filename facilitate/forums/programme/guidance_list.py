"""Advice and trainings as a list that leaves and comes back."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, days_out_of_order, whole_number, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...lib.uploads import read_text
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, current_language, use_language
from ..actions import lock_forum
from ..models import Forum
from ..programme_models import GuidanceEntry, GuidanceKind
from .actions import write_rows
from .forms import ADVISED, MOST_TAUGHT, TOPIC
from .guidance import is_answered
from .queries import guidance_of

GUIDANCE = with_codes(
    ExchangeTable(
        "guidance",
        (
            ExchangeColumn(
                name="kind",
                label=_l("What it is"),
                kind=ColumnKind.CHOICE,
                of=GuidanceKind,
                width=18,
            ),
            ExchangeColumn(
                name="asked_on", label=_l("Asked or held on"), kind=ColumnKind.DAY, width=14
            ),
            ExchangeColumn(name="other", label=_l("Office or organisation"), limit=SHORT, width=30),
            ExchangeColumn(
                name="title",
                label=_l("Question or subject"),
                kind=ColumnKind.LONG_TEXT,
                limit=TOPIC,
                width=50,
            ),
            ExchangeColumn(
                name="answer",
                label=_l("What was advised"),
                kind=ColumnKind.LONG_TEXT,
                limit=ADVISED,
                width=60,
            ),
            ExchangeColumn(
                name="answered_on", label=_l("Advised on"), kind=ColumnKind.DAY, width=14
            ),
            ExchangeColumn(
                name="who", label=_l("Who advised, taught or attended"), limit=SHORT, width=26
            ),
            ExchangeColumn(
                name="people", label=_l("People taught"), kind=ColumnKind.NUMBER, width=10
            ),
        ),
    )
)
TEXTS = {"other": "other", "title": "topic", "answer": "answer", "who": "who"}
"""Columns of words, and what the entry calls them."""


def _guidance_now(forum: Forum, language: str) -> PlainList:
    """The entries as they are, the latest first."""
    with use_language(language):
        records = {_code(row): _record(row) for row in guidance_of(forum)}
        return PlainList(
            table=GUIDANCE,
            slug=forum.slug,
            language=language,
            title=_("Advice and training"),
            facts=_("Questions of procedure only, never the facts of a case."),
            records=records,
            known_by=("asked_on+other+title",),
            needs=("kind", "asked_on", "other", "title"),
            readers={"people": whole_number(0, MOST_TAUGHT, empty=0)},
            check=partial(_check, records),
        )


def _check(
    records: Mapping[str, ListRecord], rows: Sequence[ListRecord]
) -> Mapping[tuple[int, str], str]:
    """What the form does not take, either: an answer before its question, the day of an answer that is none."""
    wrong: dict[tuple[int, str], str] = {}
    for row in rows:
        there = records.get(row.code)
        said = {**(there.values if there else {}), **row.values}
        if said.get("answered_on") and not is_answered(str(said.get("kind")), said.get("answer")):
            same = there and row.values.get("answered_on") == there.values["answered_on"]
            wrong[row.number, "answered_on"] = (
                "" if same else _("Nothing is advised here, so it has no day.")
            )
            continue
        for name in days_out_of_order(row, there, "asked_on", "answered_on"):
            wrong[row.number, name] = (
                _("This is before the question.")
                if name == "answered_on"
                else _("It was answered before this day.")
            )
    return wrong


def _code(row: GuidanceEntry) -> str:
    return f"G{row.id}"


def _record(row: GuidanceEntry) -> ListRecord:
    texts = {name: read_text(getattr(row, attribute)) for name, attribute in TEXTS.items()}
    return ListRecord(
        _code(row),
        {
            "kind": row.kind.value,
            "asked_on": row.asked_on,
            "answered_on": row.answered_on,
            "people": float(row.people),
            **texts,
        },
    )


def kept_guidance(forum: Forum) -> KeptList:
    """Advice and trainings of a forum: how they are, and how what a file says becomes so."""

    def write_guidance(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        return write_rows(
            forum,
            decided,
            rows={_code(row): row for row in guidance_of(forum)},
            new=lambda: GuidanceEntry(forum_id=forum.id),
            put=_put,
            by=by,
            source=source,
            said=lambda number: _n(
                "%(num)d entry was changed, added or removed.",
                "%(num)d entries were changed, added or removed.",
                number,
            ),
            page="forums.list_guidance",
        )

    return KeptList(
        key="guidance",
        language=current_language(),
        now=lambda language: _guidance_now(forum, language),
        write=write_guidance,
    )


def _put(row: GuidanceEntry, values: Mapping[str, Value]) -> None:
    """What a row of the file says, in the entry."""
    if "kind" in values:
        row.kind = GuidanceKind(str(values["kind"]))
    for name, attribute in TEXTS.items():
        if name in values:
            setattr(row, attribute, str(values[name] or ""))
    for name in ("asked_on", "answered_on"):
        if name in values:
            day = values[name]
            setattr(row, name, day if isinstance(day, date) else None)
    if "people" in values:
        people = values["people"]
        row.people = int(people) if isinstance(people, float) else 0
    if not is_answered(row.kind, row.answer):
        row.answered_on = None


def conversation_of_guidance(forum: Forum) -> PlainConversation:
    """The pages on which advice and trainings of a forum come back."""
    return conversation_about(
        forum,
        kept_guidance(forum),
        page="forums.list_guidance",
        pages="forums.guidance_",
        name=_("Advice and training"),
    )
