"""What somebody has answered, told back to them in the language spoken now."""

from datetime import date

from ...events.models import Event
from ...i18n import _, day
from ..labels import arrival_said
from ..models import Registration, RegistrationSetting, Standing


def sentence(one: Registration) -> str:
    """Where somebody stands: `You come.`"""
    name = one.substitute.person.name if one.substitute else ""
    return {
        Standing.COMING: _("You come."),
        Standing.ATTENDED: _("You are here."),
        Standing.WAITING: _(
            "You would come, but every seat is taken. You are on the waiting list; as soon as a seat becomes free it is "
            "yours, and we write to you."
        ),
        Standing.DECLINED: _("You cannot come."),
        Standing.REPLACED: _("%(name)s comes in your place.", name=name)
        if name
        else _("Somebody else comes in your place."),
    }.get(one.participation.standing, _("You have not answered yet."))


def short(one: Registration) -> str:
    """The same, in the few words of “before you said: …”."""
    name = one.substitute.person.name if one.substitute else ""
    return {
        Standing.COMING: _("you come"),
        Standing.ATTENDED: _("you come"),
        Standing.WAITING: _("you would come (waiting list)"),
        Standing.DECLINED: _("you cannot come"),
        Standing.REPLACED: _("%(name)s comes in your place", name=name)
        if name
        else _("somebody else comes in your place"),
    }.get(one.participation.standing, "")


def lines(event: Event, setting: RegistrationSetting, one: Registration) -> list[tuple[str, str]]:
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


def whole(event: Event, setting: RegistrationSetting, one: Registration) -> str:
    """The whole answer in one line: `you come; Lodging: needed; Diet: vegetarian`."""
    return "; ".join([short(one), *(f"{name}: {text}" for name, text in lines(event, setting, one))])


def closes_on(event: Event, setting: RegistrationSetting) -> date:
    """The last day to answer: the one that is set, else the event's first."""
    return setting.answer_by or event.first_day


def until_said(event: Event, setting: RegistrationSetting) -> str:
    """Until when an answer can be changed."""
    return _(
        "You can change it with the same link until %(day)s.", day=day(closes_on(event, setting), "long")
    )
