"""What may be typed about a version."""

from wtforms.fields import HiddenField

from ...lib.numbers import read_whole
from ...web.forms import PlannerForm, TextField
from ...web.i18n import _l


class VersionForm(PlannerForm):
    """The name an agenda is kept under."""

    name = TextField(
        _l("Name"),
        required=True,
        is_name=True,
        limit=80,
        description=_l("A name you will recognise, like “Before the team meeting”."),
    )


class RestoreVersionForm(PlannerForm):
    """Restoring a version; `revision` is the last change of the agenda that was shown."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that was shown; -1 when nobody says."""
        seen = read_whole(str(self.revision.data or ""))
        return -1 if seen is None else seen
