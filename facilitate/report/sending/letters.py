"""The mail the report goes out with: the event, the link, and that it is all there is. In the reader's language."""

from collections.abc import Sequence
from typing import NamedTuple

from ...events.models import Event, Role
from ...events.queries import team_of
from ...lib.placeholders import one_line
from ...web.addresses import full_address
from ...web.i18n import _, format_days, use_language
from ..models import Proceedings


class ReportMail(NamedTuple):
    """A mail, ready: its subject and its text."""

    subject: str
    body: str


def report_link(proceedings: Proceedings) -> str:
    """Where everybody reads the report that is out. The same for all: it does not tell who opened it."""
    return full_address("report.show_public_report", token=proceedings.token)


def signed_by(event: Event) -> str:
    """The organisers, who send it."""
    return ", ".join(member.name for member in team_of(event) if member.role is Role.ORGANISER)


def write_report_mail(
    event: Event,
    names: Sequence[str],
    language: str,
    link: str,
    signed: str,
    corrected: bool = False,
    own: Sequence[str] = (),
) -> ReportMail:
    """The mail to these people in that language; `corrected`: they have an earlier edition; `own`: what became of their answer."""
    with use_language(language):
        title = one_line(event.title.to(language))
        when = format_days(event.first_day, event.last_day, year=True)
        dear = _("Dear %(name)s,", name=_(" and ").join(names)) if names else _("Dear colleagues,")
        if corrected:
            subject = _("Corrected report: %(event)s", event=title)
            told = _(
                "A corrected edition of the report of “%(event)s”, %(days)s, has been "
                "published. It replaces the one you have.",
                event=title,
                days=when,
            )
        else:
            subject = _("Report: %(event)s", event=title)
            told = _(
                "The report of “%(event)s”, %(days)s, is ready: what was said, decided and promised, and what came of it.",
                event=title,
                days=when,
            )
        here = _("You can read it here or download it as a Word file, in Albanian and in English:")
        yours = _("With kind regards")
        parts = [
            dear,
            told,
            *(["\n".join([_("What became of your answer:"), *own])] if own else []),
            f"{here}\n{link}",
            _("The link is the same for everybody, and nobody records who opens it."),
            f"{yours}\n{signed}" if signed else yours,
        ]
        return ReportMail(subject, "\n\n".join(parts))
