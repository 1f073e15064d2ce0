"""What may be typed about a document of the library."""

from typing import Any

from flask_wtf.file import FileField
from sqlalchemy.orm.attributes import flag_modified
from wtforms import HiddenField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from .. import clock
from ..lib.typed_addresses import checked_address
from ..web.forms import (
    DayField,
    EnumField,
    EnumsField,
    LongTextField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ..web.i18n import _, _l, label_of
from .models import LibraryDocument
from .reading import ACCEPT, ROOM
from .shelf import DocumentKind, LibraryReaders
from .story_models import EthicsPoint, StoryUse

OFFERED = (LibraryReaders.ACCOUNTS, LibraryReaders.PUBLIC, LibraryReaders.ADMINISTRATORS)
"""Who may be let see a document."""
FIRST_YEAR, LAST_YEAR = 1900, 2100


class DocumentDayField(DayField):
    """A date that may be empty, of a law that may be old."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, required=False, **options)

    def pre_validate(self, form: Any) -> None:
        if self.data and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise StopValidation(_("Please choose a date between 1900 and 2100."))


class DocumentForm(VersionedForm):
    """A document: what it is called, what it is, who may see it."""

    kind = EnumField(_l("Kind"), of=DocumentKind)
    title = WordsField(_l("Title"), required=True, is_name=True)
    number = TextField(
        _l("Number or version"),
        description=_l("As people cite it: “no. 121/2016”, “2.0”."),
    )
    on = DocumentDayField(_l("Date"))
    ended_on = DocumentDayField(
        _l("Not in force since"), description=_l("Only where no newer version replaces it.")
    )
    readers = EnumField(_l("Who may see it"), of=LibraryReaders)
    about = WordsField(
        _l("Notes"),
        long=True,
        limit=2000,
        description=_l("What it is about; the search finds these words."),
    )
    address = TextField(
        _l("Address elsewhere"),
        limit=2000,
        description=_l("Where it is published, if it is not kept here; or as the source."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.readers.choices = [SelectChoice(one, label_of(one)) for one in OFFERED]
        self.kind.choices = [
            SelectChoice(one, label_of(one))
            for one in DocumentKind
            if one is not DocumentKind.STORY
        ]

    def validate_address(self, field: Any) -> None:
        """A page of the web, or nothing."""
        if field.data:
            try:
                field.data = checked_address(field.data)
            except ValueError:
                raise ValidationError(
                    _("This is not a web address. A web address begins with https://.")
                ) from None


class NewDocumentForm(DocumentForm):
    """A new document: what it is called and the like, with its file or its address."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, Word, PowerPoint, Excel, OpenDocument, JPG or PNG, 24 MB at most, without macros."
        ),
        render_kw={"accept": ACCEPT},
    )

    def validate_file(self, field: Any) -> None:
        """A file or an address has to be there."""
        if not self.has_file and not self.address.data:
            raise ValidationError(_("Choose a file, or write the address where it is published."))

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen."""
        return bool(self.file.data and getattr(self.file.data, "filename", ""))

    @property
    def content(self) -> bytes:
        """The file, and one byte more than may be: so that too large a one is known."""
        with self.file.data.stream as stream:
            return bytes(stream.read(ROOM.packed + 1))


def new_document_form(old: LibraryDocument | None) -> NewDocumentForm:
    """The empty form; of a new version with what is known of the old one."""
    if old is None:
        return NewDocumentForm()
    known = {"kind": old.kind, "title": old.title, "about": old.about, "readers": old.readers}
    return NewDocumentForm(data=known)


class StoryForm(VersionedForm):
    """A success story: what is told by whom, who agreed to what and until when, and what was checked as media check it."""

    title = WordsField(_l("Title"), required=True, is_name=True)
    told_by = TextField(
        _l("Who tells it"),
        required=True,
        is_name=True,
        description=_l(
            "An office, an organisation or somebody who works there; never somebody who was helped."
        ),
    )
    text = WordsField(_l("The story"), required=True, long=True, limit=8000)
    consent_of = LongTextField(
        _l("Who has agreed"),
        required=True,
        limit=2000,
        description=_l(
            "Everybody who can be recognised in it, one on each line. This list never leaves the planner."
        ),
    )
    consent_for = EnumsField(_l("Agreed that it is read by"), of=StoryUse)
    consent_on = DayField(_l("Agreed on"))
    consent_until = DayField(
        _l("Until"), description=_l("The day after, it is withdrawn by itself.")
    )
    consent_kept = TextField(_l("Where the signed consent is kept"))
    ethics = EnumsField(_l("Checked, as media are asked to"), of=EthicsPoint)

    def validate_consent_for(self, field: Any) -> None:
        """Consent is for something."""
        if not field.data:
            raise ValidationError(_("Tick at least one: without it nobody may read the story."))

    def validate_consent_until(self, field: Any) -> None:
        """It ends after it began, and not in a far time nobody can mean."""
        if field.data and self.consent_on.data and field.data < self.consent_on.data:
            raise ValidationError(_("The consent ends before it begins."))

    def populate_obj(self, obj: Any) -> None:
        """The title and who tells it stand in the document."""
        obj.document.title, obj.document.number = self.title.data, self.told_by.data
        for name in (
            "text",
            "consent_of",
            "consent_for",
            "consent_on",
            "consent_until",
            "consent_kept",
            "ethics",
        ):
            setattr(obj, name, self[name].data)
        obj.edited_at = clock.now()
        if obj.id:
            flag_modified(obj, "text")  # the title is looked through with it


class KeptWordsForm(PlannerForm):
    """Words the privacy check found that name nobody helped."""

    found = HiddenField()
