"""Letters to sponsors: the account of what they gave, and the confirmation of what they pledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...lib.document_tables import TableLook
from ...mailing.office_letter import (
    LetterAnnex,
    LetterParagraph,
    LetterPart,
    LetterTable,
    OfficeLetter,
    letter_sender,
)
from ...web.i18n import _, _n, format_days
from .account import SponsorAccount

GIVEN = TableLook(
    "Guide Table", (5.2, 3.0, 3.8, 5.0), ("Table Text", "Table Number", "Table Text", "Table Text")
)
SPENT = TableLook("Guide Table", (9.8, 3.6, 3.6), ("Table Text", "Table Number", "Table Number"))


@dataclass(frozen=True)
class SponsorLetterHead:
    """What all letters say about the event. `people`: how many took part, or are expected; `over`: it is past.

    `signed`: name, function and office of who signs, a line each.
    """

    language: str
    event: str
    first_day: date
    last_day: date
    town: str
    on: date
    people: int
    over: bool
    signed: str


def account_letter(head: SponsorLetterHead, account: SponsorAccount) -> OfficeLetter:
    """What they gave and what was done with it, in the language spoken now."""
    return OfficeLetter(
        **_around(head, account),
        subject=_("Account of your contribution"),
        body=_account(head, account),
        annexes=_costs(account),
    )


def pledge_letter(head: SponsorLetterHead, account: SponsorAccount) -> OfficeLetter:
    """What they pledged, for them to sign and send back, in the language spoken now."""
    return OfficeLetter(
        **_around(head, account),
        subject=_("Confirmation of your contribution"),
        body=_pledge(head, account),
        returned=account.to,
    )


def _around(head: SponsorLetterHead, account: SponsorAccount) -> Mapping[str, Any]:
    return {
        "language": head.language,
        "sender": letter_sender(head.signed),
        "place": head.town,
        "on": head.on,
        "to": account.to,
        "closing": _("With our thanks,"),
        "signed": head.signed.splitlines(),
    }


def _account(head: SponsorLetterHead, account: SponsorAccount) -> list[LetterPart]:
    when = format_days(head.first_day, head.last_day, year=True)
    opening = (
        _(
            "You supported “%(event)s”, held on %(when)s in %(town)s. This letter sets out what you gave and how it was used.",
            event=head.event,
            when=when,
            town=head.town,
        )
        if head.over
        else _(
            "You support “%(event)s”, to be held on %(when)s in %(town)s. This letter sets out what you give and what it is for.",
            event=head.event,
            when=when,
            town=head.town,
        )
    )
    texts = [_received(account)]
    if account.share:
        texts.append(_carried(head, account))
    if head.people:
        texts.append(_people(head))
    return [
        LetterParagraph(_("Dear partners,")),
        LetterParagraph(opening),
        _given(account),
        *(LetterParagraph(text) for text in texts),
    ]


def _received(account: SponsorAccount) -> str:
    if account.all_received:
        return _("All of it was received: %(worth)s.", worth=account.worth)
    if not account.received:
        return _("In total %(worth)s; nothing has been received so far.", worth=account.worth)
    return _(
        "In total %(worth)s; received so far: %(received)s.",
        worth=account.worth,
        received=account.received,
    )


def _carried(head: SponsorLetterHead, account: SponsorAccount) -> str:
    parts = {"cost": account.cost, "share": account.share}
    if head.over:
        return _(
            "The event cost %(cost)s in total. Your contribution covered %(share)s of it.", **parts
        )
    return _(
        "The event costs %(cost)s in total. Your contribution covers %(share)s of it.", **parts
    )


def _people(head: SponsorLetterHead) -> str:
    if head.over:
        return _n("%(num)d person took part.", "%(num)d people took part.", head.people)
    return _n("%(num)d participant is expected.", "%(num)d participants are expected.", head.people)


def _pledge(head: SponsorLetterHead, account: SponsorAccount) -> list[LetterPart]:
    when = format_days(head.first_day, head.last_day, year=True)
    parts: list[LetterPart] = [
        LetterParagraph(_("Dear partners,")),
        LetterParagraph(
            _(
                "Thank you for your support of “%(event)s”, on %(when)s in %(town)s. We have recorded your contribution as follows.",
                event=head.event,
                when=when,
                town=head.town,
            )
        ),
        _given(account),
    ]
    if account.several:
        parts.append(LetterParagraph(_("The total is %(worth)s.", worth=account.worth)))
    if account.spent:
        parts.append(LetterParagraph(_cost_title(account), "Heading 3", with_next=True))
        parts += [
            LetterParagraph(f"{one.what}: {one.planned}", "List Bullet") for one in account.spent
        ]
    parts.append(
        LetterParagraph(
            _(
                "If anything is not as you intended, please tell us. Otherwise, please confirm "
                "it by signing below and sending one copy back."
            )
        )
    )
    return parts


def _given(account: SponsorAccount) -> LetterTable:
    heading = (_("Contribution"), _("Value"), _("How it was valued"), _("Status"))
    rows = [(one.what, one.value, one.basis, one.state) for one in account.given]
    return LetterTable(GIVEN, rows, heading, _("Contribution"))


def _cost_title(account: SponsorAccount) -> str:
    return _("What the event costs") if account.whole else _("What it covers")


def _costs(account: SponsorAccount) -> list[LetterAnnex]:
    """What their contribution went to, planned and paid, as an annex of its own."""
    if not account.spent:
        return []
    title = _cost_title(account)
    rows = [(one.what, one.planned, one.paid) for one in account.spent]
    if account.whole:
        rows.append((_("Total"), *account.total))
    return [
        LetterAnnex(title, [LetterTable(SPENT, rows, (_("Cost"), _("Planned"), _("Paid")), title)])
    ]
