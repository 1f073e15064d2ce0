"""What is wrong with a file that cannot be a look, in plain words."""

from ...i18n import _l, names
from .unfit import Unfit

names(
    {
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
            "This is a picture. Put it into the header of a Word file (.docx), then choose that file."
        ),
        Unfit.PDF: _l("This is a PDF. Choose a Word file (.docx)."),
        Unfit.OTHER: _l("This is no Word file (.docx)."),
        Unfit.BOMB: _l("This file unpacks to far more than a look needs. It was not opened."),
        Unfit.DAMAGED: _l(
            "This file is damaged. Open it in Word, save it anew, then choose it again."
        ),
        Unfit.DOCTYPE: _l(
            "This file holds instructions that no Word file needs. It was not opened. Save it anew in Word."
        ),
        Unfit.MACROS: _l(
            "This file has macros in it. Save it in Word as a document without macros (.docx)."
        ),
        Unfit.EMBEDDED: _l(
            "Something is embedded in this file: a table from Excel, a chart, a form control or another file. "
            "Take it out, then choose the file again."
        ),
        Unfit.OUTSIDE: _l(
            "This file loads something from elsewhere: a linked picture, a template on a server, or a link that "
            "is no web or e-mail address. Put the picture itself into the file, and take out the other links."
        ),
        Unfit.FIELD: _l(
            "A field in the header or footer fetches or runs something. Take it out: only fields that count or "
            "repeat, such as the page number, can be used."
        ),
        Unfit.LOGO: _l(
            "A picture in the header or footer is of a kind that not every program can show. Save it as PNG or "
            "JPEG, put it in again, then choose the file."
        ),
    }
)
