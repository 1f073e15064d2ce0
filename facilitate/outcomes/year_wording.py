"""A year in one document, in plain sentences."""

from collections import Counter

from ..notes.deciding.queries import PlacedAction
from ..notes.deciding.wording import action_ends
from ..notes.models import ActionStatus
from ..web.i18n import _, _n, format_day, format_days, label_of, pick_wording
from .reached import PeopleReached, TrainingHours
from .year import GatheredYear, YearPeriod


def year_title(period: YearPeriod) -> str:
    """`The year 2026 · Forum of Kukës`"""
    year = period.year
    title = (
        _("The year %(year)d", year=year)
        if year
        else format_days(period.first, period.last, year=True)
    )
    return f"{title} · {pick_wording(period.forum.name)}" if period.forum else title


def year_lead(found: GatheredYear) -> str:
    """`4 events. 297 people came 407 times to 4 events. 12 decisions; 15 actions: 9 carried out, 6 open. 3 needs are open.`"""
    if not found.meetings:
        return (
            _("You are not in the team of any event in this period.")
            if found.unseen
            else _("No event.")
        )
    decided = _n("%(num)d decision", "%(num)d decisions", found.decided)
    promised = _n("%(num)d action", "%(num)d actions", len(found.actions))
    states = Counter(one.row.status for one in found.actions)
    ends = action_ends({one: states[one] for one in ActionStatus})
    said = [found.sentence]
    if found.decided or found.actions:
        said.append(f"{decided}; {promised}{': ' if ends else ''}{ends}.")
    else:
        said.append(_("No decisions or actions are recorded."))
    if found.needs:
        said.append(
            _n(
                "%(num)d need has no answer yet.",
                "%(num)d needs have no answer yet.",
                len(found.needs),
            )
        )
    return " ".join(said)


def reached_lead(reached: PeopleReached) -> str:
    """`297 people came 407 times, for 120 organisations.`"""
    people = _n("%(num)d person", "%(num)d people", reached.people)
    times = _n("%(num)d time", "%(num)d times", reached.times)
    return _n(
        "%(people)s came %(times)s, for %(num)d organisation.",
        "%(people)s came %(times)s, for %(num)d organisations.",
        reached.organisations,
        people=people,
        times=times,
    )


def training_sentence(training: TrainingHours) -> str:
    """`Trained: 42 people at 3 events, 7 h 30 min each on average.` Empty where nobody was."""
    said = []
    if training.people:
        where = _n("%(num)d event", "%(num)d events", training.events)
        said.append(
            _n(
                "Trained: %(num)d person at %(events)s, %(hours)d h %(minutes)02d min.",
                "Trained: %(num)d people at %(events)s, %(hours)d h %(minutes)02d min each on average.",
                training.people,
                events=where,
                hours=training.each // 60,
                minutes=training.each % 60,
            )
        )
    if training.unknown:
        said.append(
            _n(
                "How long %(num)d training took is not known: it has no agenda.",
                "How long %(num)d trainings took is not known: they have no agenda.",
                training.unknown,
            )
        )
    return " ".join(said)


def action_state(one: PlacedAction) -> str:
    """`open, by 3 May 2026`"""
    due = one.row.due_on if not one.row.closed else None
    until = _("by %(day)s", day=format_day(due, "dated")) if due else ""
    return ", ".join(filter(None, [label_of(one.row.status), until]))


def unseen_sentence(number: int) -> str:
    """What of the period somebody does not see."""
    return _n(
        "%(num)d event in this period is not here: you are not in its team.",
        "%(num)d events in this period are not here: you are not in their teams.",
        number,
    )
