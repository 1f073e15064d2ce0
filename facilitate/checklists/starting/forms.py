"""A starting list of the organisation's own: its name and its workbook."""

from typing import Any

from flask_wtf.file import FileField

from ...exchange.plain_reading import ReadPlainList
from ...exchange.sentences import unread_reason
from ...exchange.waiting import bare_file_name
from ...lib.reading_child import FileProblem
from ...lib.text import Words
from ...web.forms import PlannerForm, WordsField
from ...web.i18n import _, _l
from .task_list import read_new_list


class ListNameForm(PlannerForm):
    """What a list is called."""

    name = WordsField(_l("Name"), required=True, limit=120)


class StartingListForm(ListNameForm):
    """Name and file of a new list; `found`: what the file says."""

    file = FileField(
        _l("File (.xlsx, .ods or .csv)"),
        description=_l(
            "In the format of the lists that come with the planner: download one, change it, import it."
        ),
    )
    found: ReadPlainList | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """The file is read; nothing of it is left out."""
        right = super().validate(extra_validators)
        return self._reads() and right

    def _reads(self) -> bool:
        upload = self.file.data
        if not upload:
            self.file.errors = [_("Please choose a file.")]
            return False
        name = bare_file_name(str(upload.filename or ""))
        try:
            self.found = read_new_list(upload.read(), name, self.name.data)
        except FileProblem as problem:
            self.file.errors = [unread_reason(problem)]
            return False
        if self.found.problems:
            self.file.errors = [_("Some cells cannot be read; nothing was saved.")]
        elif not self.found.found.new:
            self.file.errors = [_("There are no tasks in this list.")]
        return not self.file.errors


class KeepListForm(ListNameForm):
    """This event's checklist is kept as a list."""

    def __init__(self, name: Words | None = None) -> None:
        super().__init__(data={"name": name} if name else None, prefix="keep-")
