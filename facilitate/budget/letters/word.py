"""Letters to sponsors as Word: the account of what they gave, and the confirmation of what they pledged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ...data.content import content_folder
from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...web.i18n import _, _n, format_day, format_days
from .account import SponsorAccount

Write = Callable[[WordFile, "SponsorLetterHead", SponsorAccount], None]
TAGS = {"en": "en-GB", "sq": "sq-AL"}
GIVEN = TableLook(
    "Guide Table", (5.2, 3.0, 3.8, 5.0), ("Table Text", "Table Number", "Table Text", "Table Text")
)
SPENT = TableLook("Guide Table", (9.8, 3.6, 3.6), ("Table Text", "Table Number", "Table Number"))


@dataclass(frozen=True)
class SponsorLetterHead:
    """What all letters say about the event. `people`: how many took part, or are expected; `over`: it is past."""

    language: str
    event: str
    first_day: date
    last_day: date
    town: str
    on: date
    people: int
    over: bool
    signed: str


def render_accounts(head: SponsorLetterHead, accounts: Sequence[SponsorAccount]) -> bytes:
    """A letter for each account, in one file, each on pages of its own; in the language spoken now."""
    title = _("Account of your contribution")
    return _letters(head, title, accounts, _account)


def render_pledge(head: SponsorLetterHead, account: SponsorAccount) -> bytes:
    """The letter that confirms what was pledged, in the language spoken now."""
    return _letters(
        head,
        _("Confirmation of your contribution"),
        accounts=[account],
        write=_pledge,
        after=_signature,
    )


def _letters(
    head: SponsorLetterHead,
    title: str,
    accounts: Sequence[SponsorAccount],
    write: Write,
    after: Write | None = None,
) -> bytes:
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language(TAGS[head.language])
    file.no_cover()
    made = datetime.combine(head.on, time(12), UTC)
    file.properties(title=title, subject=head.event, author="facilitate", made=made)
    file.header(title)
    file.footer(head.event)
    for number, account in enumerate(accounts):
        if number:
            file.new_page()
        place = f"{head.town}, " if head.town else ""
        file.add(place + format_day(head.on, "dated"), "Body Text")
        file.add(account.to, "Heading 2")
        file.add(_("Dear partners,"), "Body Text")
        write(file, head, account)
        file.add(_("With our thanks,"), "Body Text", with_next=True)
        file.add(head.signed, "Body Text")
        if after is not None:
            after(file, head, account)
    return file.save()


def _signature(file: WordFile, _head: SponsorLetterHead, account: SponsorAccount) -> None:
    """Where the sponsor signs."""
    file.add(_("For %(to)s, name and signature:", to=account.to), "Heading 3", with_next=True)
    file.write_lines(1)


def _account(file: WordFile, head: SponsorLetterHead, account: SponsorAccount) -> None:
    when = format_days(head.first_day, head.last_day, year=True)
    opening = (
        _(
            "You supported “%(event)s”, held on %(when)s in %(town)s. This letter accounts for what you gave and what was done with it.",
            event=head.event,
            when=when,
            town=head.town,
        )
        if head.over
        else _(
            "You support “%(event)s”, to be held on %(when)s in %(town)s. This letter accounts for what you give and what it is for.",
            event=head.event,
            when=when,
            town=head.town,
        )
    )
    file.add(opening, "Body Text")
    _given(file, account)
    if account.all_received:
        file.add(_("All of it was received: %(worth)s.", worth=account.worth), "Body Text")
    else:
        received = account.received or _("nothing yet")
        file.add(
            _(
                "In total %(worth)s; received so far: %(received)s.",
                worth=account.worth,
                received=received,
            ),
            "Body Text",
        )
    _spent(file, account)
    if account.share:
        file.add(
            _carried(head, account),
            "Body Text",
        )
    if head.people:
        file.add(_people(head), "Body Text")


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


def _pledge(file: WordFile, head: SponsorLetterHead, account: SponsorAccount) -> None:
    when = format_days(head.first_day, head.last_day, year=True)
    file.add(
        _(
            "Thank you for your support of “%(event)s”, on %(when)s in %(town)s. We have noted your contribution as follows.",
            event=head.event,
            when=when,
            town=head.town,
        ),
        "Body Text",
    )
    _given(file, account)
    if account.several:
        file.add(_("The total is %(worth)s.", worth=account.worth), "Body Text")
    _spent(file, account, paid=False)
    file.add(
        _(
            "If anything is not as you intended, please tell us. Otherwise, please confirm "
            "it by signing below and sending one copy back."
        ),
        "Body Text",
    )


def _given(file: WordFile, account: SponsorAccount) -> None:
    heading = (_("Contribution"), _("Value"), _("How it was valued"), _("Status"))
    rows = [(one.what, one.value, one.basis, one.state) for one in account.given]
    file.table(GIVEN, rows, heading, _("Contribution"), together=True)


def _spent(file: WordFile, account: SponsorAccount, paid: bool = True) -> None:
    if not account.spent:
        return
    head = _("What the event costs") if account.whole else _("What it covers")
    file.add(head, "Heading 3", with_next=True)
    if paid:
        rows = [(one.what, one.planned, one.paid) for one in account.spent]
        file.table(SPENT, rows, (_("Cost"), _("Planned"), _("Paid")), head, together=True)
    else:
        for one in account.spent:
            file.add(f"{one.what}: {one.planned}", "List Bullet")
