"""The letter of a joint request for money, as an office sends it: what for, who brings what, what is asked, what is attached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ... import clock
from ...lib.document_tables import TableLook
from ...lib.text import close_aside
from ...mailing.office_letter import (
    LetterAnnex,
    LetterParagraph,
    LetterPart,
    LetterTable,
    OfficeLetter,
    render_office_letters,
)
from ...release import two_people
from ...release.clearing import ClearedTexts, clear_texts
from ...release.models import TextSource
from ...release.texts import digest_of
from ...release.two_people import ReleaseStanding
from ...web.i18n import _, format_day, pick_wording, use_language
from ..leaving import request_texts, whose_forum
from ..letterhead import forum_look
from ..members.sending import chosen_language
from ..models import Forum
from ..presidency.labels import plan_money
from ..programme_models import MoneyRequest
from .shares import own_share, partner_shares

BURDEN = TableLook("Guide Table", (11.0, 6.0), ("Table Text", "Table Number"))


@dataclass(frozen=True)
class RequestLetter:
    """A request as its letter says it: `told` are the words that may leave, `released` who has released them."""

    forum: Forum
    row: MoneyRequest
    told: ClearedTexts
    digest: str
    released: ReleaseStanding

    @property
    def language(self) -> str:
        """What it is written in, unless another is asked for."""
        return chosen_language(self.row.language)

    @property
    def out(self) -> bool:
        """Whether two people have released exactly these words."""
        return not self.told.undecided and self.released.out

    @property
    def on(self) -> date:
        """The day it has: that of sending, else today."""
        return self.row.sent_on or clock.today()

    def said(self, name: str) -> str:
        """One of its texts as it may leave."""
        return self.told.said_of(TextSource.MONEY_REQUEST, self.row.id, name)


def letter_of_request(forum: Forum, row: MoneyRequest) -> RequestLetter:
    """The request's letter with who has released it."""
    told = clear_texts(whose_forum(forum), request_texts([row]))
    about = [row.sent_to, row.office, row.place, row.signed, str(row.asked), str(row.report_due)]
    digest = digest_of([*told.texts.values(), *about])
    return RequestLetter(
        forum=forum,
        row=row,
        told=told,
        digest=digest,
        released=two_people.release_standing(TextSource.MONEY_REQUEST, row.id, digest),
    )


def request_edition(found: RequestLetter, code: str) -> OfficeLetter:
    """The letter in that language; what people wrote stays as they wrote it."""
    row = found.row
    with use_language(code):
        return OfficeLetter(
            language=code,
            sender=[row.office, pick_wording(found.forum.name)],
            place=row.place,
            on=found.on,
            to=row.sent_to,
            subject=_("Joint request for funding: %(what)s", what=found.said("title")),
            body=_body(found),
            closing=_("Yours faithfully,"),
            signed=[*row.signed.splitlines(), row.office],
            annexes=[LetterAnnex(line.strip(), ()) for line in found.said("annexes").splitlines()],
        )


def request_word(found: RequestLetter, codes: Sequence[str]) -> bytes:
    """The letter as the bytes of a .docx; two languages stand side by side."""
    editions = [request_edition(found, code) for code in codes]
    with use_language(codes[0]):
        look = forum_look(found.forum.id)
        return render_office_letters(look, [editions], pick_wording(found.forum.name))


def _body(found: RequestLetter) -> list[LetterPart]:
    row, shares = found.row, partner_shares(found.said("partners"))
    forum, own = close_aside(pick_wording(found.forum.name)), own_share(found.said("partners"))
    asks = (
        _("%(forum)s asks for your support together with its partners.", forum=forum)
        if shares
        else _("%(forum)s asks for your support.", forum=forum)
    )
    amounts = [_("We ask you for %(amount)s.", amount=plan_money(row.asked))]
    if own:
        amounts.append(
            _("The partners contribute %(amount)s of their own.", amount=plan_money(own))
        )
    parts: list[LetterPart] = [
        LetterParagraph(_("Dear Sir or Madam,")),
        LetterParagraph(" ".join([asks, *amounts])),
        *(
            LetterParagraph(line.strip())
            for line in found.said("description").splitlines()
            if line.strip()
        ),
    ]
    if shares:
        rows = [
            (one.name, one.words if one.cents is None else plan_money(one.cents)) for one in shares
        ]
        rows.append((_("Asked of you"), plan_money(row.asked)))
        heading = [_("Who"), _("Brings")]
        parts.append(LetterParagraph(_("Who carries what"), "Heading 3", with_next=True))
        parts.append(LetterTable(BURDEN, rows, heading, _("Who carries what")))
    account = (
        _(
            "We will account for what you give and report to you by %(day)s.",
            day=_day(row.report_due),
        )
        if row.report_due
        else _("We will account to you for what you give, and report on how it is used.")
    )
    return [*parts, LetterParagraph(account, with_next=True)]


def _day(on: date) -> str:
    return format_day(on, "dated")
