"""What mails are about, in words."""

from ..mail.outbox import About
from ..web.i18n import _l, register_labels

register_labels(
    {
        About.CONSULTATION: _l("Consultation"),
        About.EVALUATION: _l("Evaluation"),
        About.INVITATION: _l("Invitation"),
        About.REPORT: _l("Report"),
        About.PROMISE: _l("What was promised"),
        About.TASKS: _l("Tasks"),
        About.COMMENT: _l("Comment on the agenda"),
        About.MEETING: _l("Agenda of a meeting"),
        About.FORUM: _l("Forum"),
        About.LESSONS: _l("Lessons"),
        About.ACCOUNT: _l("Account"),
        About.OTHER: _l("Other"),
    }
)
