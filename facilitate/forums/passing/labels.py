"""Sentences about problems: how far each has come, who names a theme, where it came from."""

from collections.abc import Mapping, Sequence
from datetime import date

from ...lib.text import Words
from ...web.i18n import _, _n, format_day, pick_wording
from ..kinds import forum_kind
from ..problem_models import PassedUp


def passed_to_text(row: PassedUp) -> str:
    """The institution, or the event whose consultation it went to."""
    if row.institution:
        return row.institution
    return (
        _("the consultation of “%(event)s”", event=pick_wording(row.event.title))
        if row.event
        else _("a consultation")
    )


def passing_text(row: PassedUp) -> str:
    """`passed to the Ministry on 3 March 2027`, `answered on …, members told on …`, in plain words."""
    sentence = _(
        "passed to %(where)s on %(day)s", where=passed_to_text(row), day=format_day(row.on, "dated")
    )
    if row.answered_on is None:
        return sentence + "; " + _("no answer yet")
    sentence += "; " + _("answered on %(day)s", day=format_day(row.answered_on, "dated"))
    told = (
        _("members told on %(day)s", day=format_day(row.told_on, "dated"))
        if row.told_on
        else _("members not told yet")
    )
    return f"{sentence}; {told}"


def named_in_text(named: Mapping[str, tuple[int, int]]) -> str:
    """`named in 3 of 4 regional collaboration groups, 1 of 12 regional committees`."""
    parts = [
        _("%(number)d of %(all)d %(forums)s", number=number, all=total, forums=_several(kind))
        for kind, (number, total) in named.items()
    ]
    by = sum(number for number, _total in named.values())
    return (
        _n("named in %(where)s", "named in %(where)s", by, where=", ".join(parts)) if parts else ""
    )


def _several(kind: str) -> str:
    return pick_wording(forum_kind(kind).many)


def problems_lead(problems: int, passed: int, answered: int) -> str:
    """`7 problems. 4 passed up, 1 answered.`"""
    if not problems:
        return _("No problem has been recorded yet.")
    found = _n("%(num)d problem.", "%(num)d problems.", problems)
    return f"{found} " + _(
        "%(passed)d passed up, %(answered)d answered.", passed=passed, answered=answered
    )


def count_passed(rows: Mapping[int, Sequence[PassedUp]]) -> tuple[int, int]:
    """How many of the problems were passed up, and how many answered."""
    passed = sum(bool(one) for one in rows.values())
    return passed, sum(any(row.answered_on for row in one) for one in rows.values())


def problem_origin(forum: Words, raised_on: date) -> str:
    """What stands below a problem in a consultation: the forum and the month, nobody's name."""
    return _(
        "Passed up by: %(forum)s, %(month)s",
        forum=pick_wording(forum),
        month=format_day(raised_on, "MMMM y"),
    )
