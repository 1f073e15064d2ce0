"""The headings agreed for one kind of step."""

from typing import Any

from ...web.forms import VersionedForm
from ...web.i18n import _l
from .fields import HeadsField


class HeadsForm(VersionedForm):
    """The structure of the notes, for a kind of step or for all others."""

    heads = HeadsField(_l("Headings"))

    def populate_obj(self, obj: Any) -> None:
        obj.heads = self.heads.data
