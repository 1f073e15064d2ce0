"""The page of a mailing: how many mails, to whom, each as it is read; then it is sent, or taken along as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, abort, flash, redirect, request
from flask_login import current_user

from ..data.db import db
from ..directory.contacts.export_log import log_export
from ..directory.search import PAGE, Listing, cut_page
from ..lib.numbers import read_whole
from ..mail.outbox import can_mail, send_mails_soon
from ..web.downloads import send_download
from ..web.i18n import _, _n
from ..web.request_values import asked_fields
from .files import WAYS_ALONG, WITH_ADDRESSES
from .letters import MailingLetter, PreparedMailing
from .mailings import Mailing

OWN = ("to", "page")
"""What the page itself writes into its address."""


@dataclass(frozen=True, kw_only=True)
class MailingPage:
    """What the page shows. `here`: its own address, `back`: the one before it; `addresses`: e-mail addresses are shown.

    `changed`: the letters changed while somebody looked at them; `hint`: what to do without a mail server.
    `typed`: the letter stands in the page's form, and goes along with each button.
    """

    letters: PreparedMailing
    here: str
    back: str
    addresses: bool
    changed: bool
    hint: str
    typed: bool

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 409 if self.changed else 200

    @property
    def linked(self) -> bool:
        """Whether there is something to do with a link: one's own to be copied, or a mail to be written with it."""
        own = len({one.link for one in self.letters.everybody}) > 1
        return (
            own or any(one.link for one in self.letters.to) and self.addresses and not self.can_mail
        )

    @property
    def same_link(self) -> bool:
        """Whether one link is the same for all."""
        everybody = self.letters.everybody
        return len(everybody) > 1 and len({one.link for one in everybody}) == 1

    @property
    def offices(self) -> bool:
        """Whether the letters say where people work."""
        return any(one.organisation for one in self.letters.everybody)

    @property
    def listed(self) -> Listing[MailingLetter]:
        """The page of the list that was asked for, those whom a mail reaches first; where the letter is typed, all of it.

        Somebody whose letter is asked for is on it.
        """
        everybody = self.letters.everybody
        if self.typed:
            return cut_page(everybody, 1, max(1, len(everybody)))
        asked = request.args.get("page", "")
        at = next((at for at, one in enumerate(everybody) if one.key == self._asked_for), 0)
        return cut_page(everybody, read_whole(asked, 999_999) or at // PAGE + 1)

    @property
    def asked(self) -> dict[str, dict[str, str]]:
        """What the addresses of other pages of the list keep."""
        kept = {name: value for name, value in asked_fields().items() if name not in OWN}
        return {"address": kept}

    @property
    def _asked_for(self) -> int | None:
        return request.args.get("to", type=int)

    @property
    def letter(self) -> MailingLetter | None:
        """The letter that is read on the page."""
        return self.letters.to_or_first(self._asked_for)

    @property
    def chosen(self) -> bool:
        """Whether somebody asked for one of the letters."""
        return "to" in request.args

    @property
    def can_mail(self) -> bool:
        """Whether a mail server is set."""
        return can_mail()

    def address_of(self, letter: MailingLetter) -> str:
        """This page with the letter to that one on it."""
        joint = "&" if "?" in self.here else "?"
        return f"{self.here}{joint}to={letter.key}#letter"

    def mailto(self, letter: MailingLetter) -> str:
        """The letter in the reader's own mail program."""
        said = {"subject": letter.subject, "body": letter.body.replace("\n", "\r\n")}
        return f"mailto:{quote(letter.email)}?{urlencode(said, quote_via=quote)}"


def show_mailing(
    mailing: Mailing,
    render: Callable[[MailingPage], str],
    *,
    back: str,
    stem: str,
    addresses: bool,
) -> Any:
    """The page and what its buttons do: send, or take the letters along as a file called `stem`.

    What is sent is what was looked at: where the letters are not the same any more, nothing is, and the page says so.
    """
    changed = request.method == "POST"
    if changed:
        do = request.form.get("do", "send")
        if do != "send":
            answer = take_along(mailing.take_along().everybody, do, stem, addresses=addresses)
            db.session.commit()  # the links in it are made
            return answer
        ids = mailing.send(request.form.get("fingerprint", ""))
        if ids is not None:
            return hand_over_mails(ids, back)
    page = prepare_mailing_page(
        mailing, here=_here(), back=back, addresses=addresses, changed=changed
    )
    return render(page), page.status


def prepare_mailing_page(
    mailing: Mailing, *, here: str, back: str, addresses: bool, changed: bool = False
) -> MailingPage:
    """The mailing as its page shows it."""
    return MailingPage(
        letters=mailing.write_letters(),
        here=here,
        back=back,
        addresses=addresses,
        changed=changed,
        hint=mailing.hint,
        typed=mailing.typed,
    )


def _here() -> str:
    """This page, whoever's letter is read on it."""
    asked = {name: value for name, value in request.args.items() if name not in OWN}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def take_along(
    letters: Sequence[MailingLetter], ending: str, stem: str, *, addresses: bool
) -> Response:
    """The letters as a file called `stem`: printed, or as the data of a mail merge, whose addresses are written down as taken out.

    The links in them are for the commit.
    """
    if ending not in WAYS_ALONG:
        abort(404)
    if not addresses:
        letters = [replace(one, email="") for one in letters]
    name = f"{stem}.{ending}"
    if ending in WITH_ADDRESSES:
        log_export(current_user.id, name, sum(bool(one.email) for one in letters))
    return send_download(WAYS_ALONG[ending](letters, addresses), name)


def hand_over_mails(ids: Sequence[int], back: str) -> Any:
    """Say how many mails go out, commit, give them to the queue."""
    flash(
        _n("%(num)d e-mail is being sent.", "%(num)d e-mails are being sent.", len(ids))
        if ids
        else _("There is nobody left to write to.")
    )
    db.session.commit()
    send_mails_soon(ids)
    return redirect(back)
