"""Letters to sponsors, in the event's language or the one asked for: each sponsor's account and confirmation, and all accounts in one file."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask_login import current_user

from ... import clock
from ...data.db import get_or_404
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.i18n import _, current_language, pick_wording, use_language
from ...web.refused import Refused
from .. import wording
from ..blueprint import bp
from ..models import Contribution
from ..queries import BudgetBook, book_of, giver_key, giver_of
from .account import SponsorAccount, contributions_by_giver, is_all_confirmed, sponsor_account
from .word import SponsorLetterHead, render_accounts, render_pledge


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
        lang=asked_language(event),
    )


@bp.get("/events/<slug>/budget/accounts.docx")
@needs(Can.SEE_BUDGET)
def export_accounts(event: Event) -> Any:
    """Every sponsor's account, one letter after the other."""
    with use_language(asked_language(event)):
        book = book_of(event, clock.today_in(event))
        found = [_account(rows, book) for rows in contributions_by_giver(book.contributions)]
        if not found:
            raise Refused(_("Nobody has pledged anything yet."))
        return send_download(
            render_accounts(_head(event, book), found),
            f"{make_slug(_('Sponsors'))}-{event.slug}-{current_language()}.docx",
        )


@bp.get("/events/<slug>/budget/contributions/<int:contribution_id>/account.docx")
@needs(Can.SEE_BUDGET)
def export_account(event: Event, contribution_id: int) -> Any:
    """The account of whoever gives this."""
    with use_language(asked_language(event)):
        book = book_of(event, clock.today_in(event))
        one = _account(_rows(event, book, contribution_id), book)
        return send_download(
            render_accounts(_head(event, book), [one]),
            f"{make_slug(one.to)}-{event.slug}-{current_language()}.docx",
        )


@bp.get("/events/<slug>/budget/contributions/<int:contribution_id>/pledge.docx")
@needs(Can.SEE_BUDGET)
def export_pledge(event: Event, contribution_id: int) -> Any:
    """The confirmation of what whoever gives this has pledged."""
    with use_language(asked_language(event)):
        book = book_of(event, clock.today_in(event))
        one = _account(_rows(event, book, contribution_id), book)
        title = _("Confirmation")
        name = f"{make_slug(title)}-{make_slug(one.to)}-{event.slug}-{current_language()}.docx"
        return send_download(render_pledge(_head(event, book), one), name)


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
        signed=current_user.name,
    )
