"""Pictures as phones and people make them, drawn for the tests."""

import io

import pillow_heif
from PIL import Image, ImageCms, ImageDraw

PLACE = {1: "N", 2: (41.0, 19.0, 30.0), 3: "E", 4: (19.0, 48.0, 0.0)}
"""Where the camera says it was."""


def draw_paper(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """White paper with a red corner at the upper left."""
    image = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def picture_bytes(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def from_a_phone(width: int = 4000, height: int = 3000, turned: int = 1) -> bytes:
    """A JPEG with everything a camera writes into it; `turned`: how it was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9003] = "Camera of Ana Hoxha", turned, "2027:03:18 10:00:00"
    exif.get_ifd(0x8825).update(PLACE)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSLatitude 41,19N</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture_bytes(
        draw_paper(width, height),
        "JPEG",
        exif=exif,
        xmp=xmp,
        icc_profile=profile,
        comment=b"Shelter street 5",
        quality=60,
    )


def iphone_picture(width: int = 1600, height: int = 1200) -> bytes:
    """What an iPhone takes."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(PLACE)
    out = io.BytesIO()
    pillow_heif.from_pillow(draw_paper(width, height)).save(out, exif=exif.tobytes())
    return out.getvalue()
