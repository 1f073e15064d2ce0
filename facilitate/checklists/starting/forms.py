"""A starting list of the organisation's own: its name and its workbook."""

from typing import Any

from flask_wtf.file import FileField

from ...lib.text import Words
from ...web.forms import PlannerForm, WordsField
from ...web.i18n import _, _l
from ...web.refused import Refused
from ..models import ChecklistTemplate
from .workbook import CellProblem, read_upload_of_tasks

MOST_SHOWN = 100
"""Broken cells that are shown; the others are counted."""


class StartingListForm(PlannerForm):
    """Name and file. With `row` it changes that list, and the file may stay as it is."""

    name = WordsField(_l("Name"), required=True, limit=120)
    file = FileField(
        _l("Workbook (.xlsx)"),
        description=_l(
            "In the format of the lists that come with the planner: download one, change it, import it."
        ),
    )

    def __init__(self, row: ChecklistTemplate | None = None) -> None:
        super().__init__(obj=row)
        self.row = row
        self.content: bytes | None = None
        self.problems: list[CellProblem] = []
        self.sheet = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """The file is read, and every broken cell noted."""
        right = super().validate(extra_validators)
        return self._reads() and right

    def _reads(self) -> bool:
        upload = self.file.data
        if not upload:
            if self.row is None:
                self.file.errors = [_("Please choose a file.")]
            return self.row is not None
        content, name = (
            upload.read(),
            str(upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1],
        )
        try:
            reading = read_upload_of_tasks(content, name)
        except Refused as problem:
            self.file.errors = str(problem).split("\n")
            return False
        self.content, self.sheet, self.problems = content, reading.sheet, list(reading.problems)
        if self.problems:
            self.file.errors = [_("Some cells cannot be read; nothing was saved.")]
        return not self.problems


class KeepListForm(PlannerForm):
    """This event's checklist is kept as a list."""

    name = WordsField(_l("Name"), required=True, limit=120)

    def __init__(self, name: Words | None = None) -> None:
        super().__init__(data={"name": name} if name else None, prefix="keep-")
