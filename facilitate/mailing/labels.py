"""What mails are about, in words."""

from ..mail.outbox import MailAbout
from ..web.i18n import _l, register_labels

register_labels(
    {
        MailAbout.CONSULTATION: _l("Consultation"),
        MailAbout.EVALUATION: _l("Evaluation"),
        MailAbout.INVITATION: _l("Invitation"),
        MailAbout.REPORT: _l("Report"),
        MailAbout.PROMISE: _l("What was promised"),
        MailAbout.TASKS: _l("Tasks"),
        MailAbout.COMMENT: _l("Comment on the agenda"),
        MailAbout.MEETING: _l("Agenda of a meeting"),
        MailAbout.REHEARSAL: _l("Rehearsal"),
        MailAbout.FORUM: _l("Forum"),
        MailAbout.LESSONS: _l("Lessons"),
        MailAbout.BULLETIN: _l("Bulletin"),
        MailAbout.ENTRY: _l("Own entry in the directory"),
        MailAbout.ACCOUNT: _l("Account"),
        MailAbout.OTHER: _l("Other"),
    }
)
