"""What is chosen when an archive is read in."""

import re

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...accounts.models import User
from ...lib.text import Words
from ...web.forms import PlannerForm, TextField, WordsField
from ...web.i18n import _, _l
from .checking import CheckedArchive
from .known_rows import NOBODY

_KEY = re.compile(r"[\w-]{22,60}", re.ASCII)


class ArchiveFileForm(PlannerForm):
    """The archive."""

    file = FileField(
        _l("The archive"),
        description=_l("The .zip file from a planner’s “Archive” page, at most 200 megabytes."),
    )


class SealedArchiveForm(PlannerForm):
    """The key that an archive with the answers is sealed with: drawn anew for each page, and kept nowhere."""

    key = TextField(
        _l("Key to the answers"),
        required=True,
        limit=60,
        render_kw={"readonly": True, "class": "copy", "autocomplete": "off"},
    )

    def validate_key(self, field: TextField) -> None:
        if not _KEY.fullmatch(field.data or ""):
            raise ValidationError(_("Please load this page again: the key is not whole."))


class ArchiveImportForm(PlannerForm):
    """What the event is called here, which of its team reads it in, and the key where its answers are sealed."""

    title = WordsField(_l("Name"), required=True, is_name=True)
    me = SelectField(
        _l("Which member of its team are you?"),
        coerce=int,
        default=NOBODY,
        description=_l(
            "What that person did in the event then becomes yours. The others stay as names "
            "only: nobody can sign in as them."
        ),
        invalid_choice_message=_l("Please choose one from the list."),
    )
    key = TextField(
        _l("Key to the answers"),
        limit=60,
        description=_l(
            "It was shown where the archive was made. Without it, the answers stay out."
        ),
    )


def archive_import_form(found: CheckedArchive, reader: User, here: bool) -> ArchiveImportForm:
    """The form, filled in; an event that is here already is offered another name."""
    title = found.event["title"]
    if here:
        title = Words(*(f"{text} (2)" if text else "" for text in (title.en, title.sq)))
    team = [
        (row["user_id"], found.of("user")[row["user_id"] - 1]["name"]) for row in found.of("member")
    ]
    same = [number for number, name in team if name == reader.name]
    form = ArchiveImportForm(title=title, me=same[0] if same else NOBODY)
    form.me.choices = [
        SelectChoice(NOBODY, _("None of them")),
        *(SelectChoice(number, name) for number, name in team),
    ]
    return form
