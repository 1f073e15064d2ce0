"""The members of a forum: who belongs, who belonged, who is missing; taken in, replaced, left, written to."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...directory.models import Organisation
from ...lib.text import Words
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...mailing.pages import MailingPage, prepare_mailing_page, show_mailing
from ...web.i18n import _, _n
from ...web.picking import asked_pick
from ...web.refused import Refused
from ..actions import lock_forum
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Forum, ForumMember
from ..removing import FORUM_ROWS
from . import sending
from .actions import admit_member, admit_members, end_membership, refuse_if_active, replace_member
from .forms import (
    CorrectForm,
    LeaveForm,
    MemberForm,
    MembersLetterForm,
    ReplaceForm,
    offer_people,
    offer_roles,
)
from .letter import TEXT, write_member_letters
from .queries import (
    Members,
    TerritoryOffices,
    members_with_history,
    organisations_but,
    people_at,
    territory_offices,
)


@bp.get("/forums/<slug>/members")
@forum_readers
def list_members(forum: Forum) -> Any:
    found = members_with_history(forum)
    beside = territory_offices(forum, found.present)
    return render_template(
        "forums/members/members.html",
        forum=forum,
        members=found,
        around=beside,
        lead=members_lead(found, beside),
        others=[(one.id, one.name) for one in organisations_but(found.present)] if g.keeps else [],
    )


@bp.post("/forums/<slug>/members/take-in")
@forum_keepers
def add_organisations(forum: Forum) -> Any:
    """Organisations of the territory become members in one go."""
    inside = territory_offices(forum, members_with_history(forum).present)
    offered = {one.id for one in [*inside.should, *inside.others]}
    wanted = [one for one in request.form.getlist("organisations", type=int) if one in offered]
    new = admit_members(forum, wanted, clock.today())
    flash(
        _n(
            "%(num)d organisation was added.",
            "%(num)d organisations were added.",
            new,
        )
        if new
        else _("Nothing was ticked.")
    )
    db.session.commit()
    return redirect(url_for("forums.list_members", slug=forum.slug))


@bp.route("/forums/<slug>/members/add", methods=["GET", "POST"])
@forum_keepers
def add_member(forum: Forum) -> Any:
    form, others = MemberForm(), organisations_but(members_with_history(forum).present)
    chosen, asked = _chosen(others)
    form.offer(forum.kind, others, people_at(chosen.id) if chosen else [])
    if chosen and request.method == "GET":
        form.organisation_id.data, form.since.data = chosen.id, clock.today()
    if form.validate_on_submit():
        data = form.data
        admit_member(
            forum,
            data["organisation_id"],
            person_id=data["person_id"],
            role=data["role"],
            since=data["since"],
        )
        return _saved(forum)
    return render_template(
        "forums/members/add.html", forum=forum, form=form, chosen=chosen, asked=asked
    ), form.status


@bp.route("/forums/<slug>/members/<int:forum_member_id>", methods=["GET", "POST"])
@forum_keepers
def edit_member(forum: Forum, forum_member_id: int) -> Any:
    """Somebody else in a member's place from a day on; another organisation is chosen first."""
    page = MemberPage(forum, _present(forum, forum_member_id))
    form = page.replacing
    if not form.validate_on_submit():
        return page.shown()
    replace_member(
        page.row,
        form.organisation_id.data,
        person_id=form.person_id.data,
        role=form.role.data,
        on=form.since.data,
    )
    return _saved(forum)


@bp.post("/forums/<slug>/members/<int:forum_member_id>/correct")
@forum_keepers
def correct_member(forum: Forum, forum_member_id: int) -> Any:
    """Mend what was written down wrong: nothing of it goes into the history."""
    page = MemberPage(forum, _present(forum, forum_member_id), "correcting")
    if not page.correcting.validate_on_submit():
        return page.shown()
    page.correcting.populate_obj(page.row)
    return _saved(forum)


@bp.post("/forums/<slug>/members/<int:forum_member_id>/leave")
@forum_keepers
def end_member(forum: Forum, forum_member_id: int) -> Any:
    page = MemberPage(forum, _present(forum, forum_member_id), "leaving")
    if not page.leaving.validate_on_submit():
        return page.shown()
    end_membership(page.row, page.leaving.last_day.data)
    return _saved(forum)


class MemberPage:
    """The page on which a member changes, with its three forms; `sent` is the one that was sent.

    `asked`: an organisation that was typed and is none, or several.
    """

    def __init__(self, forum: Forum, row: ForumMember, sent: str = "replacing") -> None:
        present = members_with_history(forum).present
        others = organisations_but([one for one in present if one.id != row.id])
        chosen, self.asked = _chosen(others) if sent == "replacing" else (None, "")
        self.forum, self.row, self.chosen = forum, row, chosen or row.organisation
        typed = {
            name: {} if name == sent else {"formdata": None}
            for name in ("replacing", "correcting", "leaving")
        }
        mine = {"person_id": row.person_id, "role": row.role}
        self.replacing = ReplaceForm(
            row, **mine, organisation_id=self.chosen.id, since=clock.today(), **typed["replacing"]
        )
        self.correcting = CorrectForm(**mine, since=row.since, **typed["correcting"])
        self.leaving = LeaveForm(row, **typed["leaving"])
        people = people_at(self.chosen.id)
        self.replacing.offer(forum.kind, others, people)
        offer_roles(self.correcting.role, forum.kind)
        same = self.chosen.id == row.organisation_id
        offer_people(self.correcting.person_id, people if same else people_at(row.organisation_id))

    def shown(self) -> tuple[str, int]:
        """The page as it stands, with the status of its worst form."""
        page = render_template(
            "forums/members/member.html", forum=self.forum, member=self.row, page=self
        )
        return page, max(self.replacing.status, self.correcting.status, self.leaving.status)


def _saved(forum: Forum) -> Any:
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.list_members", slug=forum.slug))


@bp.post("/forums/<slug>/members/<int:forum_member_id>/remove")
@forum_keepers
def remove_member(forum: Forum, forum_member_id: int) -> Any:
    row = _row(forum, forum_member_id)
    name = row.organisation.name
    refuse_if_active(row)
    page = url_for("forums.list_members", slug=forum.slug)
    said = _("%(name)s is no longer on the list.", name=name)
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), said=said, page=page)


def _row(forum: Forum, forum_member_id: int) -> ForumMember:
    return get_or_404(
        ForumMember, ForumMember.id == forum_member_id, ForumMember.forum_id == forum.id
    )


def _present(forum: Forum, forum_member_id: int) -> ForumMember:
    """A member that still belongs; what has ended cannot be changed."""
    row = _row(forum, forum_member_id)
    if row.until is not None:
        abort(404)
    return row


def _chosen(others: Sequence[Organisation]) -> tuple[Organisation | None, str]:
    """The organisation whose people are offered: named in the address, or sent with the form; else what was typed and is none."""
    sent = request.values.get("organisation_id", type=int)
    found = sent or asked_pick("organisation", [(one.id, one.name) for one in others])
    if isinstance(found, str):
        return None, found
    return (db.session.get(Organisation, found) if found else None), ""


def members_lead(members: Members, around: TerritoryOffices) -> str:
    """`18 members and 2 observers. 4 offices that should be here are not.`"""
    if not members.present:
        return _("No members yet.") + _hint(around)
    said = _n("%(num)d member", "%(num)d members", len(members.deciding))
    if members.observers:
        advising = _n("%(num)d observer", "%(num)d observers", len(members.observers))
        said = _("%(first)s and %(last)s", first=said, last=advising)
    missing = _n(
        "%(num)d office that should be a member is missing.",
        "%(num)d offices that should be members are missing.",
        around.missing,
    )
    return f"{said}." + (f" {missing}" if around.missing else "")


def _hint(around: TerritoryOffices) -> str:
    if not around.should:
        return ""
    return " " + _n(
        "The directory has %(num)d organisation in its territory.",
        "The directory has %(num)d organisations in its territory.",
        len(around.should) + len(around.others),
    )


BEGINNING = Words("Dear {name},\n\n\n\nKind regards", "I/E nderuar {name},\n\n\n\nMe respekt")


class MembersLetter(Mailing):
    """One letter to everybody who belongs, as it was typed."""

    about = MailAbout.FORUM
    typed = True

    def __init__(self, forum: Forum, form: MembersLetterForm) -> None:
        self.forum, self.form = forum, form
        self.hint = _("Download the letters as a Word file.")

    def take_turn(self) -> None:
        lock_forum(self.forum)

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        present, form = members_with_history(self.forum).present, self.form
        people = sending.letter_recipients(self.forum.kind, present, observers=form.observers.data)
        if not people:
            raise Refused(_("This forum has no members to write to yet."))
        written = write_member_letters(form.subject.data, form.text.data, self.forum.name, people)
        return PreparedMailing(
            to=[one for one in written if one.email],
            by_hand=[one for one in written if not one.email],
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        sending.file_sent(self.forum, self.write_letters(), current_user.id, clock.today())


@bp.route("/forums/<slug>/members/letter", methods=["GET", "POST"])
@forum_keepers
def write_members_letter(forum: Forum) -> Any:
    """`do` is the button: look, a file, send. Nothing goes out that was not looked at as it is."""
    form, back = MembersLetterForm(text=BEGINNING), url_for("forums.list_members", slug=forum.slug)
    if not form.validate_on_submit():
        return _page(forum, form), form.status
    mailing, addresses = MembersLetter(forum, form), current_user.may_see_contacts
    if request.form.get("do") == "look":
        return _page(
            forum,
            form,
            prepare_mailing_page(mailing, here=request.path, back=back, addresses=addresses),
        )
    return show_mailing(
        mailing,
        lambda page: _page(forum, form, page),
        back=back,
        stem=f"{forum.slug}-letters",
        addresses=addresses,
    )


def _page(forum: Forum, form: MembersLetterForm, mailing: MailingPage | None = None) -> str:
    return render_template(
        "forums/members/letter.html", forum=forum, form=form, mailing=mailing, known=str(TEXT)
    )
