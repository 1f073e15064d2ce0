"""How the fixed values of notes are called."""

from ..lib.photos import PhotoFault
from ..web.i18n import _l, lazy_pgettext, register_labels
from .bringing.reading import UnreadableNotes
from .models import ActionStatus, DecisionMethod, NoteKind

register_labels(
    {
        NoteKind.POINT: lazy_pgettext("a line", "Key point"),
        NoteKind.QUOTE: _l("Quote"),
        NoteKind.QUESTION: lazy_pgettext("a line", "Question"),
        NoteKind.DISAGREEMENT: _l("Disagreement"),
        NoteKind.PROPOSAL: lazy_pgettext("a line", "Proposal"),
        NoteKind.DECISION: _l("Decision"),
        NoteKind.ACTION: _l("Action"),
    }
)
register_labels(
    {
        DecisionMethod.CONSENSUS: _l("by consensus"),
        DecisionMethod.OBJECTIONS: _l("with objections"),
        DecisionMethod.MAJORITY: _l("by a majority"),
        DecisionMethod.CHAIR: _l("by the chair"),
    }
)
register_labels(
    {
        ActionStatus.OPEN: _l("still open"),
        ActionStatus.DONE: _l("carried out"),
        ActionStatus.DROPPED: _l("dropped"),
    }
)


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


register_labels(
    {
        PhotoFault.EMPTY: _l("This file is empty."),
        PhotoFault.TOO_LARGE: _l("This photo is too large: 25 megabytes at most."),
        PhotoFault.TOO_MANY_PIXELS: _l(
            "This picture has too many pixels. Take the photo again at a smaller size, or crop it."
        ),
        PhotoFault.MOVING: _l(
            "This is an animation (GIF). Take a photo, or save one picture of it as JPEG or PNG."
        ),
        PhotoFault.DRAWING: _l(
            "This is a drawing (SVG), not a photo. Save it as PNG, then choose it again."
        ),
        PhotoFault.PDF: _l(
            "This is a PDF. Take a photo of the page, or save the page as a picture."
        ),
        PhotoFault.OFFICE: _l(
            "This is an Office file, not a photo. Word files can be imported as notes."
        ),
        PhotoFault.FILM: _l("This is a video, not a photo."),
        PhotoFault.DAMAGED: _l(
            "This photo is incomplete; it may have been cut off while it was sent. Choose it again."
        ),
        PhotoFault.OTHER: _l(
            "This cannot be read as a photo. Choose a JPEG, PNG, HEIC or WebP file."
        ),
    }
)
