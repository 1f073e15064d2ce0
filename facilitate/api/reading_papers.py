"""What can be read of papers: reports, letters and analyses as they may leave, handover sheets, lessons of all events, the audit log."""

from datetime import date, datetime
from typing import TypedDict

from flask import abort, request

from .. import clock
from ..accounts.audit import AuditAct, audit_entries
from ..accounts.doors import administrators_only, in_a_team, signed_in
from ..events.access import Can, may, needs
from ..events.asked_language import asked_language
from ..events.models import Event
from ..forums.doors import forum_readers
from ..forums.kinds import forum_kinds
from ..forums.meetings.queries import items_of, meeting_of
from ..forums.models import Forum
from ..forums.passing.letters import letter_to_leave
from ..forums.passing.queries import passed_by_id, problems_since
from ..forums.presidency.handover import gather_handover, handover_heading, handover_parts
from ..forums.presidency.plans import plan_record
from ..forums.presidency.queries import presidency_of
from ..practice.searching.queries import lessons_on_sheets
from ..report.papers.read_pages import told_report
from ..situation.nation.queries import national_analysis
from ..situation.nation.sections import national_sections
from ..situation.period import period_key, read_period
from ..web.i18n import _l
from .operation import Bilingual, Latest, bilingual_words, read_operation, tell_row
from .rights import ApiArea


class ReportShape(TypedDict):
    """The report in one language, as HTML; `draft`: as it would be put together now, for those who write it."""

    language: str
    draft: bool
    title: str
    html: str


class ItemShape(TypedDict):
    """What a member wants on a meeting's agenda. `taken`: on it, put aside with a reason, or not decided."""

    id: int
    member_id: int | None
    text: str
    why: str
    minutes: int
    taken: bool | None
    reason: str
    step_id: int | None


class AnyProblemShape(TypedDict):
    """A problem of any forum."""

    id: int
    forum: int
    text: str
    theme: str
    county: str
    raised_on: date


class LetterPartShape(TypedDict):
    """A theme of a letter to an institution, with its problems."""

    name: str
    named: str
    problems: list[str]


class InstitutionLetterShape(TypedDict):
    """A letter that passes problems to an institution, in the words that may leave."""

    language: str
    institution: str
    on: date
    forums: list[str]
    place: str
    office: str
    signed: str
    parts: list[LetterPartShape]


class SheetPartShape(TypedDict):
    """A part of a paper, in the language spoken: sentences, points, a table with its heading."""

    title: str
    said: list[str]
    points: list[str]
    heading: list[str]
    rows: list[list[str]]


class HandoverShape(TypedDict):
    """What one presidency hands to the next, without people's addresses."""

    head: list[str]
    parts: list[SheetPartShape]


class NationShape(TypedDict):
    """The analysis of a half-year over all forums of a kind."""

    kind: str
    period: str
    parts: list[SheetPartShape]


class LearnedShape(TypedDict):
    """A lesson of any event or forum one may see; `source`: its short name."""

    id: int
    source: str
    title: Bilingual
    on: date | None
    text: Bilingual
    keep: bool
    technique: str
    step_kind: str


class AuditShape(TypedDict):
    """Who did what to which account, or to what else."""

    id: int
    at: datetime
    act: AuditAct
    by: str | None
    whom: str | None
    about: str


@read_operation(
    "/events/<slug>/report",
    page="report.show_report",
    area=ApiArea.NOTES,
    about=_l("Its report: the draft for those who write it, else what two people released"),
    language=_l("en or sq; without it the event’s own"),
)
@needs(Can.SEE)
def read_report(event: Event) -> ReportShape:
    code = asked_language(event, "language")
    told = told_report(event, code)
    return {
        "language": code,
        "draft": may(Can.WRITE_REPORT),
        "title": told.beside.title,
        "html": told.text,
    }


@read_operation(
    "/forums/<slug>/meetings/<int:event_id>/items",
    page="forums.show_meeting",
    area=ApiArea.FORUMS,
    about=_l("What members want on a meeting’s agenda"),
)
@forum_readers
def read_items(forum: Forum, event_id: int) -> list[ItemShape]:
    return [tell_row(ItemShape, one) for one in items_of(forum, meeting_of(forum, event_id).event)]


@read_operation(
    "/problems",
    page="forums.list_all_problems",
    area=ApiArea.FORUMS,
    about=_l("Problems all forums found"),
)
@in_a_team
def read_all_problems() -> list[AnyProblemShape]:
    return [
        tell_row(
            AnyProblemShape, one, forum=one.forum_id, county=one.county.name if one.county else ""
        )
        for one in problems_since(date.min)
    ]


@read_operation(
    "/letters/<int:passed_id>",
    page="forums.show_institution_letter",
    area=ApiArea.FORUMS,
    about=_l("The letter that passes problems to an institution"),
)
@in_a_team
def read_institution_letter(passed_id: int) -> InstitutionLetterShape:
    _rows, letter, _told = letter_to_leave(passed_by_id(passed_id))
    return tell_row(
        InstitutionLetterShape,
        letter,
        forums=list(letter.forums),
        parts=[
            tell_row(LetterPartShape, one, problems=[line.text for line in one.lines])
            for one in letter.parts
        ],
    )


@read_operation(
    "/forums/<slug>/presidencies/<int:presidency_id>/handover",
    page="forums.show_handover",
    area=ApiArea.FORUMS,
    about=_l("What one presidency hands to the next"),
)
@forum_readers
def read_handover(forum: Forum, presidency_id: int) -> HandoverShape:
    whole = plan_record(forum, presidency_of(forum, presidency_id), clock.today())
    found = gather_handover(whole, contacts=False)
    return {
        "head": handover_heading(found),
        "parts": [
            {
                "title": one.title,
                "said": list(one.said),
                "points": list(one.points),
                "heading": list(one.heading),
                "rows": [list(row) for row in one.rows],
            }
            for one in handover_parts(found)
        ],
    }


@read_operation(
    "/situation/<kind>/<period>",
    page="situation.show_national_analysis",
    area=ApiArea.FORUMS,
    about=_l("The analysis of a half-year (2026-1) over all forums of a kind"),
)
@in_a_team
def read_national_analysis(kind: str, period: str) -> NationShape:
    number = read_period(period)
    if kind not in forum_kinds() or number is None:
        abort(404)
    return {
        "kind": kind,
        "period": period_key(number),
        "parts": [
            {
                "title": one.title,
                "said": list(one.texts),
                "points": [],
                "heading": list(one.heading),
                "rows": [list(row) for row in one.rows],
            }
            for one in national_sections(national_analysis(kind, number))
        ],
    }


@read_operation(
    "/lessons",
    page="practice.search_learned",
    area=ApiArea.EVENTS,
    about=_l("What was learned at all events you may see, and in forums"),
)
@signed_in
def read_learned() -> list[LearnedShape]:
    return [
        tell_row(
            LearnedShape,
            one,
            source=one.source.key,
            title=bilingual_words(one.source.title),
            on=one.source.on,
        )
        for one in lessons_on_sheets()
    ]


@read_operation(
    "/audit",
    page="watching.show_audit_log",
    area=ApiArea.HISTORY,
    about=_l("The audit log, the newest first"),
    q=_l("Words of a name or a thing"),
)
@administrators_only
def read_audit() -> Latest[AuditShape]:
    return Latest(_audit)


def _audit(first: int, size: int) -> tuple[list[AuditShape], bool]:
    found = audit_entries(request.args.get("q", ""), most=first + size + 1)[first:]
    told = [tell_row(AuditShape, row, by=by, whom=whom) for row, by, whom in found[:size]]
    return told, len(found) > size
