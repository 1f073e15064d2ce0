"""The mails accounts send."""

from ..i18n import _, use_language
from ..mail import About, Message, OutgoingMail, post
from .models import User


def invitation(user: User, link: str) -> Message:
    """Somebody has been given an account."""
    with use_language(user.language):
        return _posted(
            user,
            _("Your account in the planner"),
            _(
                "Hello %(name)s,\n\nan account has been opened for you. This link lets you choose a password; "
                "it works once, within 14 days:\n\n%(link)s\n",
                name=user.name,
                link=link,
            ),
        )


def reset(user: User, link: str) -> Message:
    """Somebody forgot the password."""
    with use_language(user.language):
        return _posted(
            user,
            _("A new password"),
            _(
                "Hello %(name)s,\n\nthis link lets you choose a new password; it works once, "
                "within two hours:\n\n%(link)s\n\nIf you did not ask for it, you do not need to "
                "do anything.\n",
                name=user.name,
                link=link,
            ),
        )


def _posted(user: User, subject: str, body: str) -> Message:
    return post(
        OutgoingMail(to=user.email, name=user.name, subject=subject, body=body), About.ACCOUNT
    )
