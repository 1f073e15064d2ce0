"""What is said of standards, requests for money, advice and trainings."""

from collections.abc import Sequence
from datetime import date

from ...web.i18n import _, _l, _n, format_day, register_labels
from ..presidency.labels import plan_money
from ..programme_models import GuidanceEntry, GuidanceKind, MoneyRequest, RequestStatus
from .guidance import is_advice, is_waiting
from .shares import own_share
from .standards import MunicipalityStanding

register_labels(
    {
        RequestStatus.DRAFT: _l("being written"),
        RequestStatus.SENT: _l("sent"),
        RequestStatus.GRANTED: _l("granted"),
        RequestStatus.REFUSED: _l("refused"),
        GuidanceKind.ADVICE_GIVEN: _l("advice given"),
        GuidanceKind.ADVICE_RECEIVED: _l("advice received"),
        GuidanceKind.TRAINING_GIVEN: _l("training given"),
        GuidanceKind.TRAINING_RECEIVED: _l("training received"),
    }
)


def standards_lead(rows: Sequence[MunicipalityStanding]) -> str:
    """How many municipalities were visited, and what is still to be mended there."""
    visited = sum(row.visited_on is not None for row in rows)
    waiting, late = sum(len(row.open) for row in rows), sum(row.overdue for row in rows)
    if not rows:
        return _("No municipality is in the forum’s territory yet.")
    said = [
        _n(
            "%(num)d of %(all)d municipalities was visited.",
            "%(num)d of %(all)d municipalities were visited.",
            visited,
            all=len(rows),
        )
    ]
    if waiting:
        said.append(
            _n(
                "%(num)d finding is still to be put right.",
                "%(num)d findings are still to be put right.",
                waiting,
            )
        )
    if late:
        said.append(_n("%(num)d of them is overdue.", "%(num)d of them are overdue.", late))
    return " ".join(said)


def requests_lead(rows: Sequence[MoneyRequest], today: date) -> str:
    """What was asked for, what was granted, and which report is overdue."""
    if not rows:
        return _(
            "Members and partners ask for money together: one description, what each brings, and what is asked for."
        )
    granted = sum(row.granted or 0 for row in rows if row.state is RequestStatus.GRANTED)
    waiting = sum(row.state is RequestStatus.SENT for row in rows)
    said = [
        _("%(amount)s have been granted.", amount=plan_money(granted))
        if granted
        else _("Nothing has been granted yet.")
    ]
    if waiting:
        said.append(
            _n(
                "%(num)d request waits for an answer.",
                "%(num)d requests wait for an answer.",
                waiting,
            )
        )
    late = [row for row in rows if report_overdue(row, today)]
    if late:
        said.append(_n("%(num)d report is overdue.", "%(num)d reports are overdue.", len(late)))
    return " ".join(said)


def report_overdue(row: MoneyRequest, today: date) -> bool:
    """Whether the giver should have had its report."""
    return (
        row.state is RequestStatus.GRANTED
        and row.reported_on is None
        and row.report_due is not None
        and row.report_due < today
    )


def request_said(row: MoneyRequest) -> str:
    """`Own share 200 000 lekë, asked for 1 000 000 lekë; sent to … on …; granted …`."""
    said = [
        _(
            "Own share %(own)s, asked for %(asked)s.",
            own=plan_money(own_share(row.partners)),
            asked=plan_money(row.asked),
        )
    ]
    if row.sent_on:
        said.append(
            _("Sent to %(who)s on %(day)s.", who=row.sent_to, day=format_day(row.sent_on, "dated"))
        )
    if row.state is RequestStatus.GRANTED and row.granted is not None:
        said.append(_("Granted: %(amount)s.", amount=plan_money(row.granted)))
    if row.reported_on:
        said.append(_("Reported on %(day)s.", day=format_day(row.reported_on, "dated")))
    elif row.report_due and row.state is not RequestStatus.REFUSED:
        said.append(_("Report due on %(day)s.", day=format_day(row.report_due, "dated")))
    return " ".join(said)


def guidance_lead(rows: Sequence[GuidanceEntry]) -> str:
    """How many questions were advised on and which wait, how many trainings there were."""
    if not rows:
        return _(
            "Offices ask what to do when a case is unusual; the forum advises, teaches and is taught. It is kept here once, for all."
        )
    asked = [row for row in rows if is_advice(row)]
    waiting, taught = sum(map(is_waiting, asked)), len(rows) - len(asked)
    said = []
    if asked:
        said.append(
            _n("%(num)d question of procedure.", "%(num)d questions of procedure.", len(asked))
        )
    if waiting:
        said.append(_n("%(num)d waits for advice.", "%(num)d wait for advice.", waiting))
    if taught:
        said.append(_n("%(num)d training.", "%(num)d trainings.", taught))
    return " ".join(said)
