"""The mails accounts send."""

from ..mail.outbox import MailAbout, Message, OutgoingMail, can_mail, post_mail
from ..web.i18n import _, use_language
from .models import User


def invitation_mail(user: User, link: str) -> Message:
    """Somebody has been given an account."""
    with use_language(user.language):
        return _posted(
            user,
            _("Your account in the planner"),
            _(
                "Hello %(name)s,\n\n"
                "An account has been created for you. This link lets you choose a password; it "
                "works once, within 14 days:\n\n"
                "%(link)s\n",
                name=user.name,
                link=link,
            ),
        )


def reset_mail(user: User, link: str) -> Message:
    """Somebody forgot the password."""
    with use_language(user.language):
        return _posted(
            user,
            _("A new password"),
            _(
                "Hello %(name)s,\n\n"
                "This link lets you choose a new password; it works once, within two hours:\n\n"
                "%(link)s\n\n"
                "If you did not ask for it, you do not need to do anything.\n",
                name=user.name,
                link=link,
            ),
        )


def second_step_mails(user: User, what: str) -> list[int]:
    """The number of the letter that tells the owner of an account; none where there is no mail server. To be sent after the commit."""
    return [_second_step_changed(user, what).id] if can_mail() else []


def _second_step_changed(user: User, what: str) -> Message:
    """The second step of an account was set up, removed or reset; its owner should know, also where it was somebody else."""
    with use_language(user.language):
        said = {
            "set_up": _("A second step for signing in to your account was set up."),
            "removed": _("The second step for signing in to your account was removed."),
            "reset": _(
                "An administrator reset the second step for signing in to your account. Sign in with your "
                "password and set it up again."
            ),
        }[what]
        return _posted(
            user,
            _("Signing in to the planner"),
            _(
                "Hello %(name)s,\n\n%(said)s\n\nIf you know nothing of this, tell an administrator at once.\n",
                name=user.name,
                said=said,
            ),
        )


def _posted(user: User, subject: str, body: str) -> Message:
    return post_mail(
        OutgoingMail(to=user.email, name=user.name, subject=subject, body=body), MailAbout.ACCOUNT
    )
