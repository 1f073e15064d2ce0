"""How far the consultation and the evaluation of an event are."""

from datetime import date, timedelta

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
    percent_done,
    select_rows_as_text,
    select_value,
    split_text_rows,
)
from ..web.i18n import _, _l, _n, format_day
from .models import LATER, Answer, Invitation, Question, Questionnaire, QuestionnairePurpose, Theme
from .questionnaire import ConsultationStanding, asking_day, consultation_standing, is_asked_for

STILL_DUE = timedelta(days=60)
"""How long the desk says that it is time to ask what has changed."""


def _asked(asking: CountParameters, purpose: QuestionnairePurpose) -> dict[str, object]:
    here = is_asked_for(asking.event, purpose)
    answer = Answer.questionnaire_id == Questionnaire.id
    invited = Invitation.questionnaire_id == Questionnaire.id
    question = Question.questionnaire_id == Questionnaire.id
    return {
        "opens": select_value(Questionnaire.opens_on, here),
        "closes": select_value(Questionnaire.closes_on, here),
        "closed": select_value(Questionnaire.closed, here),
        "shown": count_rows(Question.id, question, ~Question.hidden, here),
        "invited": count_rows(Invitation.id, invited, here),
        "silent": count_rows(Invitation.id, invited, ~Invitation.answered, here),
        "answers": count_rows(Answer.id, answer, here),
    }


def _counts(asking: CountParameters) -> dict[str, object]:
    here = is_asked_for(asking.event, QuestionnairePurpose.CONSULTATION)
    answer = Answer.questionnaire_id == Questionnaire.id
    came_of = Theme.objective_id.is_not(None) | Theme.goal_id.is_not(None)
    return {
        **_asked(asking, QuestionnairePurpose.CONSULTATION),
        "read": count_rows(Answer.id, answer, here, Answer.read_by_id.is_not(None)),
        "themes": count_rows(Theme.id, Theme.event_id == asking.event, ~Theme.gone),
        "decided": count_rows(Theme.id, Theme.event_id == asking.event, ~Theme.gone, came_of),
    }


def _now(found: StationCounts, today: date) -> ConsultationStanding | None:
    if found["opens"] is None:
        return None
    return consultation_standing(found["opens"], found["closes"], bool(found["closed"]), today)


def consultation_station(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Asked, read, decided: ready once it is closed, everything is read and an objective came of it."""
    now = _now(found, today)
    answers, read, shown = found["answers"], found["read"], found["shown"]
    if now is None or (not shown and not answers):
        return _not_asked(now, event, today)
    unread, themes, decided = answers - read, found["themes"], found["decided"]
    done = now is ConsultationStanding.CLOSED and answers > 0 and not unread and decided > 0
    part = 25 + 25 * bool(answers) + percent_done(read, answers) // 4 + 20 * bool(decided)
    return RoomProgress(
        RoomState.READY if done else RoomState.UNDER_WAY,
        reason=_reason(found, now),
        open=_n("%(num)d unread", "%(num)d unread", unread) if unread else "",
        part=100 if done else part,
        act=_act(found, now, event, today),
        needs=_needs(unread, themes - decided if answers else 0, found, now),
    )


def _not_asked(now: ConsultationStanding | None, event: Event, today: date) -> RoomProgress:
    act = NextAct(
        title=_("Ask the stakeholders what they want"),
        why=_(
            "Two questions are prepared. You get an open link, a QR code and a form for paper; answers need no account."
        ),
        button=_("Prepare the questionnaire"),
        place=EventPage("consultation.show_consultation")
        if now is None
        else EventPage(
            "consultation.edit_questions", {"purpose": QuestionnairePurpose.CONSULTATION}
        ),
        can=Can.EDIT_CONSULTATION,
    )
    over = event.first_day <= today
    return RoomProgress(
        RoomState.UNNEEDED if over else RoomState.NOT_BEGUN,
        reason=_("nobody was asked beforehand") if over else _("nobody has been asked yet"),
        act=None if over else act,
    )


def _reason(found: StationCounts, now: ConsultationStanding) -> str:
    answers, read = found["answers"], found["read"]
    when = {
        ConsultationStanding.NOT_YET: _(
            "opens on %(day)s", day=format_day(found["opens"], "d MMMM")
        ),
        ConsultationStanding.OPEN: _(
            "open until %(day)s", day=format_day(found["closes"], "d MMMM")
        ),
        ConsultationStanding.CLOSED: _("closed"),
    }[now]
    if not answers:
        return _("%(when)s, no answers yet", when=when)
    heard = _n("%(num)d answer", "%(num)d answers", answers)
    decided = _n(
        "%(num)d theme became an objective or goal",
        "%(num)d themes became objectives or goals",
        found["decided"],
    )
    return _(
        "%(heard)s, %(read)d read, %(decided)s; %(when)s",
        heard=heard,
        read=read,
        decided=decided,
        when=when,
    )


def _act(
    found: StationCounts, now: ConsultationStanding, event: Event, today: date
) -> NextAct | None:
    answers, unread = found["answers"], found["answers"] - found["read"]
    if not answers:
        return _send_it(found, now) if today < event.first_day else None
    if unread:
        return NextAct(
            title=_n("Read %(num)d answer", "Read %(num)d answers", unread),
            why=_("Select what people said and give it a theme: objectives come from the themes."),
            button=_n("Read the answer", "Read the answers", unread),
            place=EventPage("consultation.list_answers", {"unread": 1}),
            can=Can.READ_ANSWERS,
        )
    if not found["themes"]:
        return NextAct(
            title=_("Apply themes to what people said"),
            why=_("All answers have been read, but there are no themes yet."),
            button=_("Go to the answers"),
            place=EventPage("consultation.list_answers"),
            can=Can.CODE_ANSWERS,
        )
    if not found["decided"]:
        return NextAct(
            title=_n(
                "Turn %(num)d theme into an objective",
                "Turn %(num)d themes into objectives",
                found["themes"],
            ),
            why=_("The objectives page shows each theme with the answers behind it."),
            button=_("Write the objectives"),
            place=EventPage("objectives.show_objectives"),
            can=Can.EDIT_OBJECTIVES,
        )
    return None


def _send_it(found: StationCounts, now: ConsultationStanding) -> NextAct:
    if found["invited"]:
        return NextAct(
            title=_("Wait for the first answers, and remind people who have not answered"),
            why=_n(
                "%(num)d person has been asked.",
                "%(num)d people have been asked.",
                found["invited"],
            ),
            button=_("See the invitations"),
            place=EventPage(
                "consultation.list_invitations", {"purpose": QuestionnairePurpose.CONSULTATION}
            ),
            can=Can.INVITE,
        )
    return NextAct(
        title=_("Open it again and ask people")
        if now is ConsultationStanding.CLOSED
        else _("Ask the stakeholders"),
        why=_("Send the open link, show its QR code, or invite people one by one."),
        button=_("Get the link"),
        place=EventPage("consultation.show_consultation"),
        can=Can.INVITE,
    )


def _needs(
    unread: int, undecided: int, found: StationCounts, now: ConsultationStanding
) -> list[OpenNeed]:
    needs = []
    if unread:
        needs.append(
            OpenNeed(
                number=unread,
                what=_n("answer is unread", "answers are unread", unread),
                why=_n("%(num)d came in", "%(num)d came in", found["answers"]),
                button=_("Read them"),
                place=EventPage("consultation.list_answers", {"unread": 1}),
                can=Can.READ_ANSWERS,
            )
        )
    if found["silent"] and now is ConsultationStanding.OPEN:
        needs.append(
            OpenNeed(
                number=found["silent"],
                what=_n(
                    "person has not answered the questions",
                    "people have not answered the questions",
                    found["silent"],
                ),
                why=_("open until %(day)s", day=format_day(found["closes"], "d MMMM")),
                button=_("Remind"),
                place=EventPage(
                    "consultation.list_invitations", {"purpose": QuestionnairePurpose.CONSULTATION}
                ),
                can=Can.INVITE,
            )
        )
    if undecided > 0 and found["themes"] and not unread:
        needs.append(
            OpenNeed(
                number=undecided,
                what=_n("theme has no objective", "themes have no objective", undecided),
                why=_("decide on each, or leave it"),
                button=_("Decide"),
                place=EventPage("objectives.show_objectives"),
                can=Can.EDIT_OBJECTIVES,
            )
        )
    return needs


def evaluation_station(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """The evaluation: ready once it is closed with answers."""
    now, answers = _now(found, today), found["answers"]
    prepared = now is not None and found["shown"] > 0
    said = _n("%(num)d answer", "%(num)d answers", answers)
    if not answers:
        begun = prepared and event.first_day <= today
        reason = (
            _("prepared; begins on %(day)s", day=format_day(event.last_day, "d MMMM"))
            if prepared and not begun
            else _("open, no answers yet")
            if prepared and now is ConsultationStanding.OPEN
            else _("prepared, no answers yet")
            if prepared
            else _("not prepared yet")
        )
        return RoomProgress(
            RoomState.UNDER_WAY if prepared else RoomState.NOT_BEGUN,
            reason=reason,
            part=30 if prepared else 0,
            act=_evaluate(prepared, over=event.last_day < today),
            needs=_later(found, event, today),
        )
    done = now is ConsultationStanding.CLOSED
    reason = said if done else _("%(heard)s so far; still open", heard=said)
    return RoomProgress(
        RoomState.READY if done else RoomState.UNDER_WAY,
        reason=reason,
        part=100 if done else 60,
        needs=_later(found, event, today),
    )


def _later(found: StationCounts, event: Event, today: date) -> list[OpenNeed]:
    """Which of the evaluations months later is due now, while nobody has prepared it."""
    made = {purpose for (purpose,) in split_text_rows(found["made"])}
    return [
        OpenNeed(
            number=one.months,
            what=_n(
                "month has passed: ask what has changed",
                "months have passed: ask what has changed",
                one.months,
            ),
            why=_("due since %(day)s", day=format_day(due, "d MMMM")),
            button=_("Prepare the questions"),
            place=EventPage("consultation.show_later_evaluation", {"purpose": one.value}),
            can=Can.EDIT_CONSULTATION,
        )
        for one in LATER
        if one not in made and (due := asking_day(event, one)) <= today
        if today < due + STILL_DUE
    ]


def _evaluate(prepared: bool, over: bool) -> NextAct:
    return NextAct(
        title=_("Ask the participants how it was") if prepared else _("Prepare the evaluation"),
        why=_("Send the people who came the link while it is fresh in their minds.")
        if over
        else _(
            "Show the QR code in the last session: most answers come while people are still there."
        ),
        button=_("Show the evaluation"),
        place=EventPage("consultation.show_evaluation"),
        can=Can.EDIT_CONSULTATION,
    )


CONSULTATION = Station(
    key="consultation",
    asks_afterwards=False,
    name=_l("Consult"),
    page="consultation.show_consultation",
    band=Band.BEFORE,
    counts=_counts,
    told=consultation_station,
    other_pages=frozenset(
        {"consultation.list_answers", "consultation.list_themes", "consultation.show_themes"}
    ),
)
EVALUATION = Station(
    key="evaluation",
    name=_l("Evaluation"),
    page="consultation.show_evaluation",
    band=Band.AFTER,
    counts=lambda asking: {
        **_asked(asking, QuestionnairePurpose.EVALUATION),
        "made": select_rows_as_text(
            [Questionnaire.purpose], Questionnaire.event_id == asking.event
        ),
    },
    told=evaluation_station,
)
