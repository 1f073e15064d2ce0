"""Photos that come in: upright, no larger than needed, without anything the camera wrote into them."""

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .reading_child import FileProblem

pillow_heif.register_heif_opener()

LONGEST, SMALL = 2_000, 640
"""Pixels of the longer side: as a photo is kept, and as it stands in a list."""
MOST_PIXELS, MOST_BYTES = 80_000_000, 25 * 2**20
"""What is taken in: twice what good phones make; a small file that swells to more is not opened."""
MOST_DECODED = 330 * 2**20
"""Bytes a picture may take while it is made smaller; it has to fit into what a child may have."""
QUALITY = 82
"""Of the JPEG: handwriting stays sharp, a flip chart weighs about 300 kB."""
_KNOWN = ("JPEG", "PNG", "WEBP", "HEIF", "TIFF", "BMP")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings(
    "ignore", category=Image.DecompressionBombWarning
)  # it is refused below, in words


class PhotoFault(StrEnum):
    """Why a file is no photo that can be taken in."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    DRAWING = "drawing"
    PDF = "pdf"
    OFFICE = "office"
    FILM = "film"
    DAMAGED = "damaged"
    OTHER = "other"


class PhotoProblem(FileProblem):
    """A file cannot be taken in as a photo; `why` is an Unseen."""

    why: PhotoFault


@dataclass(frozen=True)
class JpegPhoto:
    """A photo as it is kept: a JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def read_photo(content: bytes, longest: int = LONGEST) -> JpegPhoto:
    """The photo of an uploaded file, upright, at most `longest` pixels a side: pixels alone, no place, no time, no camera.

    Colours are brought to those of every screen. Raises PhotoProblem.
    """
    if not content:
        raise PhotoProblem(PhotoFault.EMPTY)
    if len(content) > MOST_BYTES:
        raise PhotoProblem(PhotoFault.TOO_LARGE)
    if why := _known_otherwise(content):
        raise PhotoProblem(why)
    try:
        with Image.open(io.BytesIO(content), formats=_KNOWN) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoProblem(PhotoFault.TOO_MANY_PIXELS)
            opened.draft(
                "RGB", (longest, longest)
            )  # a JPEG is read at a fraction of its size: quick, little memory
            if _decoded(opened) > MOST_DECODED:
                raise PhotoProblem(PhotoFault.TOO_MANY_PIXELS)
            return _kept(_shrunk(opened, longest))
    except PhotoProblem:
        raise
    except UnidentifiedImageError as error:
        broken = content[4:8] == b"ftyp"  # a HEIC that was cut off on the way
        raise PhotoProblem(PhotoFault.DAMAGED if broken else PhotoFault.OTHER) from error
    except Image.DecompressionBombError as error:
        raise PhotoProblem(PhotoFault.TOO_MANY_PIXELS) from error
    except Exception as error:  # the decoders raise whatever a broken file leads to
        raise PhotoProblem(PhotoFault.DAMAGED) from error


def is_read_photo(content: bytes) -> bool:
    """Whether it is a photo as `read_photo` leaves it: a JPEG of that size. It is measured, not decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
            return max(opened.size) <= LONGEST
    except Exception:  # whatever a broken file leads to
        return False


def shrink_photo(content: bytes, longest: int = SMALL) -> bytes:
    """A photo that was taken in before, for a list."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        opened.draft("RGB", (longest, longest))
        return _kept(_shrunk(opened, longest)).content


def _shrunk(opened: Image.Image, longest: int) -> Image.Image:
    profile = opened.info.get("icc_profile")
    opened.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _coloured(ImageOps.exif_transpose(opened), profile)


def _decoded(opened: Image.Image) -> int:
    """Bytes of the decoded picture, and of a copy where it has to be made smaller without what shines through."""
    pixels = opened.width * opened.height
    return pixels * {"1": 1, "L": 1, "P": 1, "I;16": 2}.get(
        opened.mode, 8 if "A" in opened.mode else 4
    )


def _coloured(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours of every screen; what can be seen through stands on white paper."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile nobody understands, or of another kind of picture: the colours as they are
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _kept(image: Image.Image) -> JpegPhoto:
    """Pixels alone, in a picture that has never known anything else."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, progressive=True)
    return JpegPhoto(out.getvalue(), *bare.size)


def _known_otherwise(content: bytes) -> PhotoFault | None:
    """What a file is that is no photo, from how it begins."""
    head = content[:512].lstrip()
    if content.startswith(b"GIF8"):
        return PhotoFault.MOVING
    if content.startswith(b"%PDF"):
        return PhotoFault.PDF
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return PhotoFault.OFFICE
    if b"<svg" in content[:2048].lower() or head.startswith(b"<?xml"):
        return PhotoFault.DRAWING
    if content[4:8] == b"ftyp" and content[8:12] in (
        b"isom",
        b"mp42",
        b"qt  ",
        b"M4V ",
        b"3gp4",
        b"3gp5",
        b"avc1",
    ):
        return PhotoFault.FILM
    return None
