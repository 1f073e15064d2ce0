"""Why a file is no photo, in words."""

from ...lib.photos import PhotoFault
from ...web.i18n import _l, register_labels

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
