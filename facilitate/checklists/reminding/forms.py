"""Which mails about their tasks somebody wants."""

from wtforms import BooleanField

from ...web.forms import PlannerForm
from ...web.i18n import _l


class MailsForm(PlannerForm):
    """Two switches."""

    weekly = BooleanField(
        _l("Every week: what is late, due this week and next, and blocked"),
        description=_l(
            "On the first working day of the week, early in the morning. No e-mail when "
            "there is nothing to report."
        ),
    )
    day_before = BooleanField(
        _l("The working day before something is due"),
        description=_l("You hear on Friday about what is due on Monday."),
    )
