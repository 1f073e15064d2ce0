"""The letter to all members: written, looked at, then as files or by mail."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...lib.text import Words
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...mailing.pages import MailingPage, prepare_mailing_page, show_mailing
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import lock_forum
from ..blueprint import bp
from ..doors import forum_keepers
from ..models import Forum
from . import sending
from .forms import MembersLetterForm
from .letter import TEXT, write_member_letters
from .queries import members_with_history

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
