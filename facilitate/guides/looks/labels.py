"""What is wrong with a file that cannot be a look, in plain words."""

from ...web.i18n import _l, register_labels
from .package import Unfit

register_labels(
    {
        Unfit.NOT_NOW: _l(
            "This .odt file could not be read. Please try again in a minute, or save it as a Word file (.docx)."
        ),
        Unfit.EMPTY: _l("This file is empty."),
        Unfit.TOO_LARGE: _l(
            "This file is too large: 2 megabytes at most. Make the pictures in it smaller."
        ),
        Unfit.OLD_WORD: _l(
            "This is an old Word file (.doc). Open it in Word and save it as .docx."
        ),
        Unfit.ENCRYPTED: _l("This file has a password. Save it without one."),
        Unfit.STRICT: _l(
            "This file is saved as “Strict Open XML”. Save it in Word as an ordinary Word document (.docx)."
        ),
        Unfit.TEMPLATE: _l(
            "This is a Word template (.dotx). Open it in Word and save it as .docx."
        ),
        Unfit.EXCEL: _l("This is an Excel file. Choose a Word file (.docx)."),
        Unfit.OPEN_DOCUMENT: _l("This is an OpenDocument file. Save it as a Word file (.docx)."),
        Unfit.PICTURE: _l(
            "This is a picture. Insert it in the header of a Word file (.docx), then choose that file."
        ),
        Unfit.PDF: _l("This is a PDF. Choose a Word file (.docx)."),
        Unfit.OTHER: _l("This is not a Word file (.docx)."),
        Unfit.BOMB: _l(
            "Unpacked, this file is far larger than a document style needs. It was not opened."
        ),
        Unfit.DAMAGED: _l("This file is damaged. Open it, save it again, then choose it again."),
        Unfit.DOCTYPE: _l(
            "This file contains unusual markup. It was not opened. Save it again in Word or LibreOffice."
        ),
        Unfit.MACROS: _l(
            "This file contains macros. Save it as a document without macros (.docx or .odt)."
        ),
        Unfit.EMBEDDED: _l(
            "Something is embedded in this file: a table from Excel, a chart, a form control "
            "or another file. Remove it, then choose the file again."
        ),
        Unfit.OUTSIDE: _l(
            "This file loads something from elsewhere: a linked picture, a template on a "
            "server, or a link that is not a web or e-mail address. Insert the picture "
            "itself and remove the other links."
        ),
        Unfit.FIELD: _l(
            "A field in the header or footer fetches or runs something. Remove it: only "
            "fields that count or repeat, such as the page number, are allowed."
        ),
        Unfit.LOGO: _l(
            "Not every program can show a picture that is in the header or footer. Save it "
            "as PNG or JPEG, insert it again, then choose the file."
        ),
    }
)
