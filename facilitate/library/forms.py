"""What may be typed about a document of the library."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from ..checklists.working.addresses import checked_address
from ..web.forms import DayField, EnumField, TextField, VersionedForm, WordsField
from ..web.i18n import _, _l, label_of
from .models import LibraryDocument
from .reading import ACCEPT, ROOM
from .shelf import DocumentKind, LibraryReaders

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
        description=_l("As people cite it: “Law no. 121/2016”, “version 2”."),
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
