"""What the pages of duties say: marks of the year's picture, states in words, why a file is refused."""

from collections.abc import Sequence
from datetime import date

from ...web.i18n import _, _l, _n, format_day, label_of, pick_wording, register_labels
from ..approvals import AwaitedApprovals
from ..duty_dates import DutyPeriod, DutyState, Pace
from ..labels import overdue_said, standing_text
from .filing import Unfiled
from .picture import YearLine, YearMark
from .planning import is_open_to_votes
from .plans import Ballot, YearDraft
from .queries import DutyCard

register_labels(
    {
        YearMark.HELD: _l("held"),
        YearMark.PLANNED: _l("planned"),
        YearMark.DUE: _l("due date"),
        YearMark.MISSED: _l("missed"),
        YearMark.FILED: _l("filed"),
    }
)

PAPERS = {
    YearMark.FILED: _l("report or plan filed"),
    YearMark.DUE: _l("due date of a report or plan"),
    YearMark.MISSED: _l("report or plan missed"),
}
"""What the small marks of documents mean."""

LETTERS = {
    "en": dict(zip(YearMark, "HPDMF", strict=True)),
    "sq": dict(zip(YearMark, "MPAKD", strict=True)),
}
"""The letter of each mark, different within a language: what colour shows, grey print shows too."""


def year_said(lines: Sequence[tuple[str, YearLine]], year: int, this_year: int) -> str:
    """`3 of 17 are overdue: …` for this year; what was held, missed or is planned for another one. `lines`: name, year."""
    if not lines:
        return _("No forum yet.")
    held = sum(line.held for _name, line in lines)
    if year < this_year:
        missed = sum(line.missed for _name, line in lines)
        text = _n(
            "%(num)d meeting was held in %(year)d",
            "%(num)d meetings were held in %(year)d",
            held,
            year=year,
        )
        return text + (
            _n(
                "; %(num)d that was due was not held.",
                "; %(num)d that were due were not held.",
                missed,
            )
            if missed
            else "."
        )
    if year > this_year:
        planned = sum(line.planned for _name, line in lines)
        return _n(
            "%(num)d meeting is planned for %(year)d.",
            "%(num)d meetings are planned for %(year)d.",
            planned,
            year=year,
        )
    return overdue_said(
        (name, bool(line.keeping.late)) for name, line in lines if line.keeping.standings
    )


register_labels(
    {
        Unfiled.EMPTY: _l("The file is empty."),
        Unfiled.TOO_LARGE: _l("The file is too large: at most 10 MB."),
        Unfiled.OLD_WORD: _l("This is an old Office file. Save it as .docx or as PDF."),
        Unfiled.ENCRYPTED: _l("The file is protected with a password. Save it without one."),
        Unfiled.MACROS: _l(
            "Something in this file could run when it is opened: a macro, a script or an "
            "embedded file. Remove it, or save the file as a plain PDF."
        ),
        Unfiled.DAMAGED: _l("The file is damaged and cannot be opened."),
        Unfiled.OTHER: _l(
            "Please choose a PDF, a Word document (.docx), an OpenDocument text (.odt), a JPG or a PNG."
        ),
    }
)


def history_said(period: DutyPeriod) -> str:
    """`on time, 3 March 2027`, `late, 5 May 2027`, `skipped`, `planned for 12 May 2027`."""
    if period.state is DutyState.PLANNED or (
        period.done and period.state not in (DutyState.ON_TIME, DutyState.LATE)
    ):
        about = _("planned for %(day)s", day=format_day(period.done, "dated"))
        return about if period.state is DutyState.PLANNED else f"{label_of(period.state)}, {about}"
    if period.done:
        early = _(" (early)") if period.early else ""
        return f"{label_of(period.state)}, {format_day(period.done, 'dated')}{early}"
    return label_of(period.state)


def duties_said(cards: Sequence[DutyCard]) -> str:
    """The first sentence of the page of duties."""
    late = [card for card in cards if card.standing.pace is Pace.OVERDUE]
    due = [card for card in cards if card.standing.pace is Pace.DUE]
    if late:
        listed = ", ".join(
            f"{pick_wording(card.duty.name)} ({standing_text(card.standing)})" for card in late
        )
        return _n(
            "%(num)d of %(all)d duties is overdue: %(names)s.",
            "%(num)d of %(all)d duties are overdue: %(names)s.",
            len(late),
            all=len(cards),
            names=listed,
        )
    if due:
        listed = ", ".join(
            f"{pick_wording(card.duty.name)} ({standing_text(card.standing)})" for card in due
        )
        return _n(
            "%(num)d of %(all)d duties is due: %(names)s.",
            "%(num)d of %(all)d duties are due: %(names)s.",
            len(due),
            all=len(cards),
            names=listed,
        )
    return (
        _n("The only duty is on time.", "All %(num)d duties are on time.", len(cards))
        if cards
        else _("No duties yet.")
    )


def needless_said(draft: YearDraft, year: int, today: date) -> str:
    """Why no meeting is proposed for a year: since when meetings are counted, and by when the next one is due."""
    if year < today.year:
        return _("%(year)d is over.", year=year)
    if draft.due is None:
        return _("%(year)d has all the meetings it needs.", year=year)
    due = format_day(draft.due, "dated")
    if draft.since is not None and draft.since.year == year:
        return _(
            "%(year)d needs no more meetings: they are counted from %(since)s, and the next one is due by %(day)s.",
            year=year,
            since=format_day(draft.since, "dated"),
            day=due,
        )
    return _(
        "%(year)d has all the meetings it needs; the next one is due by %(day)s.",
        year=year,
        day=due,
    )


def awaited_said(waiting: AwaitedApprovals) -> str:
    """`4 of 5 members have approved the work plan of OJF Vlorë; not yet: OJF Fier.`"""
    return _n(
        "%(yes)d of %(num)d member has approved the work plan of %(name)s here; still "
        "missing: %(missing)s.",
        "%(yes)d of %(num)d members have approved the work plan of %(name)s here; still "
        "missing: %(missing)s.",
        waiting.counted,
        yes=waiting.approved,
        name=waiting.name,
        missing=", ".join(waiting.missing),
    )


def plan_said(rows: Sequence[Ballot], year: int, today: date) -> str:
    """The first sentence of a year's plan."""
    if not rows:
        return _("No meeting is proposed for %(year)d yet.", year=year)
    agreed = sum(row.proposal.chosen is not None for row in rows)
    text = _n(
        "%(agreed)d of %(num)d day is agreed.",
        "%(agreed)d of %(num)d days are agreed.",
        len(rows),
        agreed=agreed,
    )
    open_ones = [row.proposal.closes_on for row in rows if is_open_to_votes(row.proposal, today)]
    if open_ones:
        return f"{text} " + _(
            "Members can answer until %(day)s.", day=format_day(max(open_ones), "dated")
        )
    return (
        text
        if agreed == len(rows)
        else f"{text} " + _("Voting has closed: please choose the days.")
    )
