"""The bulletin's pages: editions, composing one, reading it by link, sending it, and who got it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.doors import administrators_only, in_a_team, is_administrator, signed_in
from ..accounts.doors import public_page as everybody
from ..data.db import db, get_or_404
from ..data.row_cells import recording_rows
from ..directory.search import cut_page
from ..lib.numbers import read_whole
from ..mailing.pages import MailingPage, show_mailing
from ..release.models import TextSource
from ..release.press import flash_release, keep_planner_words
from ..release.texts import PLANNERS_OWN, waiting_passages
from ..web.i18n import LANGUAGES, _, _n, current_language, pick_wording, use_language
from ..web.limits import limiter
from ..web.refused import Refused
from . import actions, sent_in_pages
from .actions import BULLETIN_EDITS, BULLETIN_REMOVALS
from .blueprint import bp
from .forms import BulletinItemForm, KeepWordsForm
from .labels import edition_name, edition_title
from .leaving import EditionToLeave, edition_to_leave
from .mailing import BulletinMailing, public_address
from .models import BulletinEdition, BulletinItem
from .news import find_news
from .queries import (
    all_editions,
    composed_edition,
    items_sent_in,
    offices_reached,
    sent_editions,
)

__all__ = ["bp", "sent_in_pages"]
OFTEN = "120/minute"
EDITION = "/<int:edition_id>"


@bp.get("")
@signed_in
def list_editions() -> Any:
    """What is out, for everybody; what is being put together, for who may see it."""
    editions = all_editions()
    return render_template(
        "bulletin/list.html",
        composed=composed_edition() if is_administrator() else None,
        sent_in=items_sent_in() if is_administrator() else [],
        out=[one for one in editions if one.released_at],
        withdrawn=[one for one in editions if one.sent_at and not one.released_at],
        title_of=edition_title,
    )


@bp.post("/new")
@administrators_only
def create_edition() -> Any:
    edition = actions.create_edition()
    db.session.commit()
    return _back_to(edition)


@bp.get(EDITION)
@in_a_team
def show_edition(edition_id: int) -> Any:
    """The edition as it is put together; to others than administrators once somebody has released it."""
    edition = _edition(edition_id)
    found = edition_to_leave(edition)
    if not (edition.released_at or is_administrator() or found.released.by):
        abort(404)
    may_change = is_administrator() and edition.released_at is None
    news = find_news(clock.today())
    return render_template(
        "bulletin/edition.html",
        edition=edition,
        found=found,
        title=edition_title(edition),
        lead=_lead(edition, found),
        is_out=_is_out(edition, found),
        may_change=may_change,
        proposed=actions.proposed_news(edition, found.items, news) if may_change else [],
        outdated={
            one.id
            for one in actions.outdated_items(found.items, news)
            if not edition.sent_at  # what was sent has said it in its time
        },
        passages=_passages(found),
        address=public_address(edition, current_language()),
    )


def _is_out(edition: BulletinEdition, found: EditionToLeave) -> bool:
    """Whether everybody with the link reads it: what was undone since, two release anew."""
    return edition.released_at is not None and found.out


def _lead(edition: BulletinEdition, found: EditionToLeave) -> str:
    number = len(found.items)
    is_out = _is_out(edition, found)
    if edition.sent_at and is_out:
        return _("This edition is out and was sent.")
    if is_out:
        return _(
            "This edition is out: everybody with the link can read it. It has not been sent yet."
        )
    if not number:
        return _("Nothing is in it yet: tick what is proposed, or write an item.")
    if found.released.by:
        return _("It waits for a second person, who reads it and releases it.")
    return _n(
        "It has %(num)d item. Two people release it, then it is sent.",
        "It has %(num)d items. Two people release it, then it is sent.",
        number,
    )


def _passages(found: EditionToLeave) -> list[tuple[BulletinItem, str]]:
    """Words that could identify somebody and nobody has decided about, with their item."""
    if not found.told.undecided:
        return []
    items = {one.id: one for one in found.items}
    return [(items[key], words) for key, words in waiting_passages(PLANNERS_OWN, found.texts)]


@bp.post(f"{EDITION}/proposed")
@administrators_only
def add_proposed(edition_id: int) -> Any:
    edition = _locked(edition_id)
    number = actions.add_news(edition, set(request.form.getlist("source")))
    flash(_n("%(num)d item was added.", "%(num)d items were added.", number))
    db.session.commit()
    return _back_to(edition)


@bp.route(f"{EDITION}/items/new", methods=["GET", "POST"])
@administrators_only
def create_item(edition_id: int) -> Any:
    edition, form = _edition(edition_id), BulletinItemForm()
    actions.check_open(edition)
    row = BulletinItem(edition_id=edition.id)
    if form.saves(row):
        actions.lock_edition(edition)
        actions.check_open(edition)
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return _back_to(edition)
    return render_template("bulletin/item.html", edition=edition, row=None, form=form), form.status


@bp.route(f"{EDITION}/items/<int:item_id>", methods=["GET", "POST"])
@administrators_only
def edit_item(edition_id: int, item_id: int) -> Any:
    edition, row = _edition(edition_id), _item(edition_id, item_id)
    actions.check_open(edition)
    form = BulletinItemForm(obj=row)
    with recording_rows((BulletinItem, BulletinItem.id == item_id)) as cells:
        saved = form.saves(row)
    if saved:
        actions.lock_edition(edition)
        actions.check_open(edition)
        change = actions.remember_edit(row, cells, current_user.id)
        page = url_for("bulletin.show_edition", edition_id=edition_id)
        flash(_("Saved."), BULLETIN_EDITS.offer_undo(None, change, page))
        db.session.commit()
        return redirect(page)
    return render_template("bulletin/item.html", edition=edition, row=row, form=form), form.status


@bp.post(f"{EDITION}/items/<int:item_id>/remove")
@administrators_only
def remove_item(edition_id: int, item_id: int) -> Any:
    edition = _locked(edition_id)
    actions.check_open(edition)
    row = _item(edition_id, item_id)
    name = row.heading
    change = BULLETIN_REMOVALS.remove(None, row, name, current_user.id)
    page = url_for("bulletin.show_edition", edition_id=edition_id)
    flash(
        _("“%(name)s” was removed.", name=pick_wording(name)),
        BULLETIN_REMOVALS.offer_undo(None, change, page),
    )
    db.session.commit()
    return redirect(page)


@bp.post(f"{EDITION}/remove")
@administrators_only
def remove_edition(edition_id: int) -> Any:
    edition, page = _locked(edition_id), url_for("bulletin.list_editions")
    name = pick_wording(edition_name(edition))
    change = actions.remove_edition(edition, current_user.id)
    flash(_("“%(name)s” was removed.", name=name), BULLETIN_REMOVALS.offer_undo(None, change, page))
    db.session.commit()
    return redirect(page)


@bp.post(f"{EDITION}/keep")
@administrators_only
def keep_words(edition_id: int) -> Any:
    """Words the privacy check found name nobody helped: they may stay as they are."""
    edition, form = _locked(edition_id), KeepWordsForm()
    if not form.validate_on_submit():
        return _back_to(edition)
    row = _item(edition_id, read_whole(form.item_id.data or "") or 0)
    keep_planner_words(
        edition_to_leave(edition).texts, (TextSource.BULLETIN, row.id), form.found.data
    )
    db.session.commit()
    return _back_to(edition)


@bp.post(f"{EDITION}/release")
@in_a_team
def release_edition(edition_id: int) -> Any:
    """The first of two is an administrator; the second may be anybody who works in an event or forum."""
    edition = _locked(edition_id)
    if not (is_administrator() or edition_to_leave(edition).released.by):
        abort(404)
    out = actions.release_edition(edition, current_user)
    flash_release(out, _("The edition is out: everybody with the link can read it."))
    db.session.commit()
    return _back_to(edition)


@bp.post(f"{EDITION}/withdraw")
@administrators_only
def withdraw_edition(edition_id: int) -> Any:
    edition = _locked(edition_id)
    actions.withdraw_edition(edition)
    flash(_("The edition is withdrawn: the link leads nowhere until it is released again."))
    db.session.commit()
    return _back_to(edition)


@bp.route(f"{EDITION}/send", methods=["GET", "POST"])
@administrators_only
def send_edition(edition_id: int) -> Any:
    edition = _edition(edition_id)
    if edition.released_at is None:
        raise Refused(_("Two people must release this edition before it is sent."))

    def page(mailing: MailingPage) -> str:
        return render_template(
            "bulletin/sending.html",
            edition=edition,
            title=edition_title(edition),
            mailing=mailing,
            link=public_address(edition, current_language()),
        )

    return show_mailing(
        BulletinMailing(edition),
        page,
        back=url_for("bulletin.show_edition", edition_id=edition.id),
        stem=f"bulletin-{edition.number}",
        addresses=current_user.may_see_contacts,
    )


@bp.get("/reached")
@administrators_only
def show_reach() -> Any:
    """Which offices got the latest editions: those to mend, or (`?all=1`) all of them, page by page."""
    editions = sent_editions()
    offices = offices_reached(editions)
    mend = [one for one in offices if one.to_mend]
    whole = request.args.get("all") == "1" or not mend
    return render_template(
        "bulletin/reached.html",
        editions=editions,
        mend=mend,
        whole=whole,
        shown=cut_page(
            offices if whole else mend, read_whole(request.args.get("page", ""), 999_999) or 1
        ),
        asked={"address": {"all": 1} if whole else {}},
        lead=_n(
            "%(num)d of %(all)d offices and organisations needs a look.",
            "%(num)d of %(all)d offices and organisations need a look.",
            len(mend),
            all=len(offices),
        )
        if editions
        else _("No edition has been sent yet."),
    )


@bp.get("/read/<token>")
@everybody
@limiter.limit(OFTEN)
def read_edition(token: str) -> Any:
    """An edition in the language of who reads it."""
    return _read(token, current_language())


@bp.get("/read/<token>/<any(en, sq):code>")
@everybody
@limiter.limit(OFTEN)
def read_edition_in(token: str, code: str) -> Any:
    """An edition in that language; so is what stands around it."""
    with use_language(code):
        return _read(token, code)


def _read(token: str, code: str) -> Any:
    edition = get_or_404(BulletinEdition, BulletinEdition.token == token)
    found = edition_to_leave(edition)
    if not _is_out(edition, found):
        abort(410 if edition.sent_at else 404)
    page = render_template(
        "bulletin/public.html",
        edition=edition,
        title=edition_title(edition),
        kinds=found.by_kind(code),
        code=code,
        others=[one for one in LANGUAGES if one != code],
        LANGUAGES=LANGUAGES,
    )
    return page


def _edition(edition_id: int) -> BulletinEdition:
    return get_or_404(BulletinEdition, BulletinEdition.id == edition_id)


def _locked(edition_id: int) -> BulletinEdition:
    edition = _edition(edition_id)
    actions.lock_edition(edition)
    return edition


def _item(edition_id: int, item_id: int) -> BulletinItem:
    return get_or_404(
        BulletinItem, BulletinItem.id == item_id, BulletinItem.edition_id == edition_id
    )


def _back_to(edition: BulletinEdition) -> Any:
    return redirect(url_for("bulletin.show_edition", edition_id=edition.id))
