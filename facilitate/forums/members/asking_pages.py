"""The page on which members are asked or told something: who gets a mail, what it says, letters to hand over."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_login import current_user

from ...mailing.mailings import Mailing
from ...mailing.pages import show_mailing
from ..models import Forum


def show_members_mailing(
    forum: Forum,
    mailing: Mailing,
    back: str,
    about: str,
    *,
    template: str = "forums/members/ask.html",
    more: Callable[[], dict[str, Any]] = dict,
) -> Any:
    """Who would get a mail, and what each reads; then it is sent, or taken along as a file called by `about`.

    `more`: what else the page shows, once the letters are written.
    """
    return show_mailing(
        mailing,
        lambda page: render_template(template, forum=forum, mailing=page, **more()),
        back=back,
        stem=f"{forum.slug}-{about}-letters",
        addresses=current_user.may_see_contacts,
    )
