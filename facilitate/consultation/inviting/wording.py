"""Sentences about lists and letters, and the two sides of the poster."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ...events.models import Event
from ...exchange.lines import LineTopic, PreviewLine
from ...exchange.marking_up import ListPlace
from ...exchange.merge import Comparison, ListRecord
from ...exchange.preview import Preview, TableShown
from ...web.i18n import LANGUAGES, _, _n, format_day, use_language
from ..models import LetterKind, Questionnaire, QuestionnairePurpose
from .attendees import AttendeeCount
from .invitation_list import (
    INVITED,
    InvitationEntry,
    InvitationList,
    address_key,
)
from .letters import Hindrance


@dataclass(frozen=True)
class SortedInvitations:
    """A list sorted out: who is new, who is invited already."""

    new: list[InvitationEntry] = field(default_factory=list)
    already: list[InvitationEntry] = field(default_factory=list)
    listed: InvitationList = field(default_factory=InvitationList)

    @property
    def left_out(self) -> int:
        """Rows that have to be confirmed as left out."""
        return len(self.listed.twice) + len(self.listed.problems)

    @property
    def sentence(self) -> str:
        """`12 new, 3 invited already, 1 twice in the list, 2 with a mistake.`"""
        return _(
            "%(new)d new, %(already)d already invited, %(twice)d twice in the list, "
            "%(wrong)d with a mistake.",
            new=len(self.new),
            already=len(self.already),
            twice=len(self.listed.twice),
            wrong=len(self.listed.problems),
        )


def sort_invitation_list(listed: InvitationList, taken: Collection[str]) -> SortedInvitations:
    """The list beside the addresses that are invited already."""
    return SortedInvitations(
        new=[entry for entry in listed.entries if address_key(entry.email) not in taken],
        already=[entry for entry in listed.entries if address_key(entry.email) in taken],
        listed=listed,
    )


def invitation_preview(found: SortedInvitations, usual: str) -> Preview:
    """What the list would change; `usual`: the language of who has none in it."""
    listed = found.listed
    called = {name: str(INVITED[name].label) for name in listed.columns}
    table = TableShown(
        found=Comparison(
            new=tuple(map(_as_record, found.new)), unchanged=tuple(map(_as_record, found.already))
        ),
        field_name=called.__getitem__,
        shown=lambda value, _name, _row: str(value or ""),
        title_of=lambda row: row.title,
        about=lambda record: _about(record, usual),
        place=ListPlace(
            listed.sheet,
            listed.header,
            {called[name]: column for name, column in listed.columns.items()},
        ),
    )
    already = _("Already invited: it stays as it is.")
    return Preview(
        [table],
        [*listed.problems, *listed.twice],
        listed.told,
        more=[
            PreviewLine(what=LineTopic.TOLD, row=one.row, sentence=already) for one in found.already
        ],
        said=found.sentence,
    )


def _as_record(one: InvitationEntry) -> ListRecord:
    return ListRecord(one.email, {**one._asdict(), "title": one.name}, number=one.row)


def _about(record: ListRecord, usual: str) -> str:
    """Where somebody works, how they are reached and in which language."""
    language = LANGUAGES[str(record.get("language") or usual)]
    said = (str(record.get("organisation") or ""), str(record.get("email")), language)
    return " · ".join(part for part in said if part)


@dataclass(frozen=True)
class PosterSide:
    """What the poster says in one language."""

    language: str
    title: str
    event: str
    call: str
    how: str
    promise: str
    until: str


def poster_sides(event: Event, questionnaire: Questionnaire, takes: int) -> list[PosterSide]:
    """The poster in the event's language first, then in the other. `takes`: minutes."""
    sides = []
    for code in sorted(LANGUAGES, key=lambda code: code != event.language):
        with use_language(code):
            time = _n("%(num)d minute", "%(num)d minutes", takes)
            sides.append(
                PosterSide(
                    language=code,
                    title=questionnaire.title.to(code),
                    event=event.title.to(code),
                    call=_("What you tell us shapes the next event.")
                    if questionnaire.purpose.is_after
                    else _("What you tell us decides what we talk about."),
                    how=_(
                        "Point your phone’s camera at the code. It takes %(minutes)s.", minutes=time
                    ),
                    promise=_("Your answer is kept with your name.")
                    if questionnaire.named
                    else _("Your answer is anonymous."),
                    until=_("Open until %(day)s", day=format_day(questionnaire.closes_on, "long")),
                )
            )
    return sides


def invitations_lead(total: int, answered: int) -> str:
    """`31 people have been invited. 14 have answered.`"""
    if not total:
        return _("Nobody has been invited yet.")
    people = _n("%(num)d person has been invited.", "%(num)d people have been invited.", total)
    came = (
        _n("%(num)d has answered.", "%(num)d have answered.", answered)
        if answered
        else _("No answers yet.")
    )
    return f"{people} {came}"


def invited_sentence(new: int) -> str:
    """`12 people are invited. Nothing is sent yet.`"""
    people = _n("%(num)d person has been invited.", "%(num)d people have been invited.", new)
    return people + " " + _("Nothing has been sent yet.")


def attendees_sentence(came: AttendeeCount) -> str:
    """`87 of those who came have an address. 12 who came have no address: …`"""
    if not came.people:
        return _("Nobody has been marked as having come yet.")
    can = _n(
        "%(num)d of those who came has an address.",
        "%(num)d of those who came have an address.",
        came.reachable,
    )
    return f"{can} {cannot_be_reached(came)}".strip()


def cannot_be_reached(came: AttendeeCount) -> str:
    """How many of those who came have no address, and what there is for them; nothing where all have one."""
    if not came.unreachable:
        return ""
    return _n(
        "%(num)d person who came has no address: use the code, the poster or paper.",
        "%(num)d people who came have no address: use the code, the poster or paper.",
        came.unreachable,
    )


def listed_names(names: Iterable[str]) -> str:
    """Placeholders as people read them: `{name}, {event}`."""
    return ", ".join(f"{{{name}}}" for name in names)


def text_title(kind: LetterKind) -> str:
    """What the text of a kind of letter is called."""
    return {
        LetterKind.INVITATION: _("Text of the invitation"),
        LetterKind.REMINDER: _("Text of the reminder"),
        LetterKind.OUTCOME: _("Text of “What came out”"),
    }[kind]


def send_title(kind: LetterKind) -> str:
    """What sending a kind of letter is called."""
    return {
        LetterKind.INVITATION: _("Send invitations"),
        LetterKind.REMINDER: _("Send a reminder"),
        LetterKind.OUTCOME: _("Tell the invited"),
    }[kind]


def nobody_left(kind: LetterKind) -> str:
    """Why a kind of letter would go to nobody now."""
    return {
        LetterKind.INVITATION: _("Everyone invited has received the letter, or has answered."),
        LetterKind.REMINDER: _(
            "There is nobody left to remind: the reminder goes once, to the people who got the invitation and have not answered."
        ),
        LetterKind.OUTCOME: _(
            "There is nobody left to tell: the letter goes once, to everyone invited who has "
            "an address."
        ),
    }[kind]


def hindrance_text(
    by: Hindrance, purpose: QuestionnairePurpose = QuestionnairePurpose.CONSULTATION
) -> str:
    """Why a letter may not go out, in a plain sentence."""
    return {
        Hindrance.CLOSED: _(
            "The evaluation is closed, so nobody could answer. Open it again first."
        )
        if purpose.is_after
        else _("The consultation is closed, so nobody could answer. Open it again first."),
        Hindrance.NOT_PUBLISHED: _(
            "Nothing is published, so the link would lead nowhere. Publish what came out first."
        ),
    }[by]
