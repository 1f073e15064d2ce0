"""What somebody has answered, told back to them in the language spoken now."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ...events.models import Event
from ...web.i18n import _, format_day
from ..inviting.seats import SEATED
from ..labels import arrival_said
from ..models import Registration, RegistrationSetting, Standing


def answer_sentence(one: Registration) -> str:
    """Where somebody stands: `You come.`"""
    return {
        Standing.COMING: _("You are coming."),
        Standing.ATTENDED: _("You are here."),
        Standing.WAITING: _(
            "You want to come, but all seats are taken. You are on the waiting list: we will "
            "write to you as soon as there is a seat for you."
        ),
        Standing.DECLINED: _("You cannot come."),
        Standing.REPLACED: _instead(one),
    }.get(one.participation.standing, _("You have not answered yet."))


def _instead(one: Registration) -> str:
    """Who comes in somebody's place: with a seat, without one, or not any more."""
    if one.substitute is None:
        return _("Somebody else is coming in your place.")
    name = one.substitute.person.name
    return {
        Standing.WAITING: _(
            "You named %(name)s to come in your place. All seats are taken: %(name)s is on "
            "the waiting list and will get an e-mail as soon as a seat is free.",
            name=name,
        ),
        Standing.DECLINED: _(
            "You named %(name)s to come in your place, but they cannot come either.", name=name
        ),
    }.get(one.substitute.standing, _("%(name)s is coming in your place.", name=name))


def answer_in_short(one: Registration) -> str:
    """An answer in the few words of “before you said: …”."""
    return {
        Standing.COMING: _("you are coming"),
        Standing.ATTENDED: _("you are coming"),
        Standing.WAITING: _("you want to come (waiting list)"),
        Standing.DECLINED: _("you cannot come"),
        Standing.REPLACED: _instead_in_short(one),
    }.get(one.participation.standing, "")


def _instead_in_short(one: Registration) -> str:
    if one.substitute is None:
        return _("somebody else is coming in your place")
    name = one.substitute.person.name
    if one.substitute.standing is Standing.WAITING:
        return _("%(name)s would come in your place (waiting list)", name=name)
    return _("%(name)s is coming in your place", name=name)


def no_seat_notice(one: Registration, free: int | None) -> str:
    """What whoever has no seat and does not wait yet should know before they answer; nothing while there are seats."""
    if free is None or free > 0 or one.participation.standing in (*SEATED, Standing.WAITING):
        return ""
    return _(
        "All seats are taken. If you say you are coming, or name somebody else, you join the "
        "waiting list. The next free seat goes to the person who has waited longest; we will "
        "write to you as soon as it is yours."
    )


def answer_lines(
    event: Event, setting: RegistrationSetting, one: Registration
) -> list[tuple[str, str]]:
    """Everything else that was answered: label and text, what is empty left out."""
    told = []
    if one.participation.standing in (Standing.COMING, Standing.WAITING) and setting.asks_needs:
        told = [
            (_("Interpreter"), _("needed") if one.interpreter else ""),
            (_("Lodging"), _("needed") if one.lodging else ""),
            (_("Arrives"), arrival_said(one.arrival, event.first_day)),
            (_("Diet"), one.diet),
            (_("Access to the rooms"), one.access),
            (_("List of participants of the report"), _("with your name") if one.in_list else ""),
        ]
    return [(name, text) for name, text in [*told, (_("Remark"), one.remark)] if text]


def answer_in_one_line(event: Event, setting: RegistrationSetting, one: Registration) -> str:
    """The whole answer in one line: `you come; Lodging: needed; Diet: vegetarian`."""
    return "; ".join(
        [
            answer_in_short(one),
            *(f"{name}: {text}" for name, text in answer_lines(event, setting, one)),
        ]
    )


def last_day_to_answer(event: Event, setting: RegistrationSetting) -> date:
    """The last day to answer: the one that is set, else the event's first."""
    return setting.answer_by or event.first_day


def answer_until_notice(event: Event, setting: RegistrationSetting) -> str:
    """Until when an answer can be changed."""
    return _(
        "You can change it with the same link until %(day)s.",
        day=format_day(last_day_to_answer(event, setting), "long"),
    )


def proposed_time(event: Event, proposes: str) -> str:
    """The other day or moment that somebody's calendar proposes, as the clock of the event has it."""
    moment = datetime.fromisoformat(proposes)
    if moment.tzinfo is None:
        return format_day(moment.date(), "dated")
    there = moment.astimezone(ZoneInfo(event.zone))
    return f"{format_day(there.date(), 'dated')}, {there:%H:%M}"
