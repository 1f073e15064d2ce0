"""Why something cannot be brought in, in words."""

from ...web.i18n import _l, register_labels
from .reading import UnreadableNotes

register_labels(
    {
        UnreadableNotes.EMPTY: _l("This file is empty."),
        UnreadableNotes.TOO_LARGE: _l("This file is too large: 20 megabytes at most."),
        UnreadableNotes.TOO_LONG: _l(
            "This is too long to import at once: at most 200,000 characters or 1,000 "
            "paragraphs. Import it in parts."
        ),
        UnreadableNotes.OLD_WORD: _l(
            "This is an old Word file (.doc). Open it in Word and save it as .docx."
        ),
        UnreadableNotes.ENCRYPTED: _l(
            "This file is protected by a password. Save it without one, then choose it again."
        ),
        UnreadableNotes.OPEN_DOCUMENT: _l("This is a LibreOffice file, but not a text (.odt)."),
        UnreadableNotes.EXCEL: _l(
            "This is an Excel file. Copy its text and paste it, or choose a Word file (.docx)."
        ),
        UnreadableNotes.PDF: _l(
            "This is a PDF. Copy its text and paste it, or choose the Word file it was made from."
        ),
        UnreadableNotes.PICTURE: _l("This is a picture. Add photos of paper notes to the photos."),
        UnreadableNotes.DAMAGED: _l(
            "This file is damaged. Open it in Word, save it again, then choose it again."
        ),
        UnreadableNotes.OTHER: _l(
            "This is not a Word file. Choose a .docx or .odt, or paste the text."
        ),
        UnreadableNotes.NO_TEXT: _l("No text was found."),
    }
)
