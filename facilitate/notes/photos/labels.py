"""Why a file is no photo, in words."""

from ...lib.photos import Unseen
from ...web.i18n import _l, names

names(
    {
        Unseen.EMPTY: _l("This file is empty."),
        Unseen.TOO_LARGE: _l("This photo is too large: 25 megabytes at most."),
        Unseen.TOO_MANY_PIXELS: _l(
            "This picture has too many pixels. Take the photo again at a smaller size, or crop it."
        ),
        Unseen.MOVING: _l(
            "This is an animation (GIF). Take a photo, or save one picture of it as JPEG or PNG."
        ),
        Unseen.DRAWING: _l(
            "This is a drawing (SVG), not a photo. Save it as PNG, then choose it again."
        ),
        Unseen.PDF: _l("This is a PDF. Take a photo of the page, or save the page as a picture."),
        Unseen.OFFICE: _l(
            "This is an Office file, not a photo. Word files can be imported as notes."
        ),
        Unseen.FILM: _l("This is a video, not a photo."),
        Unseen.DAMAGED: _l(
            "This photo is incomplete; it may have been cut off while it was sent. Choose it again."
        ),
        Unseen.OTHER: _l("This cannot be read as a photo. Choose a JPEG, PNG, HEIC or WebP file."),
    }
)
