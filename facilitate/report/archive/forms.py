"""What is chosen when an archive is read in."""

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ...accounts.models import User
from ...lib.text import Words
from ...web.forms import PlannerForm, WordsField
from ...web.i18n import _, _l
from .checking import CheckedArchive
from .known_rows import NOBODY


class ArchiveFileForm(PlannerForm):
    """The archive."""

    file = FileField(
        _l("The archive"),
        description=_l("The .zip file from a planner’s “Archive” page, at most 200 megabytes."),
    )


class ArchiveImportForm(PlannerForm):
    """What the event is called here, and which of its team reads it in."""

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
