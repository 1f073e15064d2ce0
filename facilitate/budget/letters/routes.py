"""Letters to sponsors, in the event's language or the one asked for: each sponsor's account and confirmation, and all accounts in one file."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template
from flask_login import current_user

from ... import clock
from ...data.db import get_or_404
from ...events.access import Can, needs
from ...events.asked_language import BOTH, asked_editions, asked_language
from ...events.models import Event
from ...lib.text import make_slug
from ...mailing.office_letter import OfficeLetter, letter_look, render_office_letters
from ...participation.queries import registration_setting
from ...web.downloads import send_download
from ...web.i18n import _, _l, current_language, pick_wording, use_language
from ...web.refused import Refused
from .. import wording
from ..blueprint import bp
from ..models import Contribution
from ..queries import BudgetBook, book_of, giver_key, giver_of
from .account import SponsorAccount, contributions_by_giver, is_all_confirmed, sponsor_account
from .word import SponsorLetterHead, account_letter, pledge_letter


@bp.get("/events/<slug>/budget/sponsors")
@needs(Can.SEE_BUDGET)
def show_sponsors(event: Event) -> Any:
    """Everybody who gives something, with their letters."""
    book = book_of(event, clock.today_in(event))
    found = [(rows, _account(rows, book)) for rows in contributions_by_giver(book.contributions)]
    return render_template(
        "budget/letters/sponsors.html",
        event=event,
        found=found,
        is_sure=is_all_confirmed,
        wording=wording,
        lang=BOTH if len(asked_editions(event)) > 1 else asked_language(event),
        both=BOTH,
    )


@bp.get("/events/<slug>/budget/accounts.docx")
@needs(Can.SEE_BUDGET)
def export_accounts(event: Event) -> Any:
    """Every sponsor's account, one letter after the other."""
    book = book_of(event, clock.today_in(event))
    givers = contributions_by_giver(book.contributions)
    if not givers:
        raise Refused(_("Nobody has pledged anything yet."))
    return _letters(event, book, givers, letter=account_letter, name=_l("Sponsors"))


@bp.get("/events/<slug>/budget/contributions/<int:contribution_id>/account.docx")
@needs(Can.SEE_BUDGET)
def export_account(event: Event, contribution_id: int) -> Any:
    """The account of whoever gives this."""
    book = book_of(event, clock.today_in(event))
    rows = _rows(event, book, contribution_id)
    return _letters(event, book, [rows], letter=account_letter, name=giver_of(rows[0]))


@bp.get("/events/<slug>/budget/contributions/<int:contribution_id>/pledge.docx")
@needs(Can.SEE_BUDGET)
def export_pledge(event: Event, contribution_id: int) -> Any:
    """The confirmation of what whoever gives this has pledged."""
    book = book_of(event, clock.today_in(event))
    rows = _rows(event, book, contribution_id)
    return _letters(
        event, book, [rows], letter=pledge_letter, name=_l("Confirmation"), to=giver_of(rows[0])
    )


def _letters(
    event: Event,
    book: BudgetBook,
    givers: Sequence[Sequence[Contribution]],
    *,
    letter: Callable[[SponsorLetterHead, SponsorAccount], OfficeLetter],
    name: Any,
    to: str = "",
) -> Any:
    """A letter to each giver in the language asked for, or in both side by side: the event's first."""
    codes = asked_editions(event)
    editions: list[list[OfficeLetter]] = [[] for _giver in givers]
    for code in codes:
        with use_language(code):
            head = _head(event, book)
            for letters, rows in zip(editions, givers, strict=True):
                letters.append(letter(head, _account(rows, book)))
    with use_language(codes[0]):
        names = [make_slug(str(one)) for one in (name, to) if one]
        parts = [*names, event.slug, *codes]
        file = render_office_letters(letter_look(event), editions, pick_wording(event.title))
    return send_download(file, f"{'-'.join(parts)}.docx")


def _rows(event: Event, book: BudgetBook, contribution_id: int) -> Sequence[Contribution]:
    """Everything from the giver of that contribution."""
    row = get_or_404(
        Contribution,
        Contribution.id == contribution_id,
        Contribution.event_id == event.id,
        Contribution.removed_at.is_(None),
    )
    return [one for one in book.contributions if giver_key(one) == giver_key(row)]


def _account(rows: Sequence[Contribution], book: BudgetBook) -> SponsorAccount:
    return sponsor_account(rows, book.budget, giver_of(rows[0]))


def _head(event: Event, book: BudgetBook) -> SponsorLetterHead:
    today = clock.today_in(event)
    over = today > event.last_day
    people = book.budget.attended if over else book.budget.expected
    return SponsorLetterHead(
        language=current_language(),
        event=pick_wording(event.title),
        first_day=event.first_day,
        last_day=event.last_day,
        town=event.town,
        on=today,
        people=people,
        over=over,
        signed=pick_wording(registration_setting(event).signed_by) or current_user.name,
    )
