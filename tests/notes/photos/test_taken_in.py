"""Photos come in upright, small enough, and without anything the camera wrote; what is no photo is told apart in words."""

import io
import time

import pytest
from PIL import Image

from facilitate.lib import photos
from facilitate.lib.photos import LONGEST, PhotoFault, PhotoProblem, read_photo, shrink_photo

from .pictures import draw_paper, from_a_phone, iphone_picture, picture_bytes

RED, WHITE = (254, 0, 0), (255, 255, 255)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def close_to(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_nothing_the_camera_wrote_is_left() -> None:
    before = from_a_phone()
    for secret in (b"Ana Hoxha", b"GPSLatitude", b"Shelter street 5", b"Exif"):
        assert secret in before
    photo = read_photo(before)
    image = opened(photo.content)
    assert (image.format, image.size, (photo.width, photo.height)) == (
        "JPEG",
        (2000, 1500),
        (2000, 1500),
    )
    assert len(image.getexif()) == 0
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    for secret in (b"Ana Hoxha", b"GPS", b"Shelter", b"Exif", b"http", b"ICC_PROFILE", b"xmp"):
        assert secret not in photo.content


@pytest.mark.parametrize(
    ("turned", "corner"),
    [(1, "upper left"), (3, "lower right"), (6, "upper right"), (8, "lower left")],
)
def test_it_stands_upright_however_it_was_held(turned: int, corner: str) -> None:
    image = opened(read_photo(from_a_phone(800, 600, turned)).content)
    width, height = image.size
    assert (width > height) == (turned in (1, 3))
    at = {
        "upper left": (10, 10),
        "upper right": (width - 10, 10),
        "lower left": (10, height - 10),
        "lower right": (width - 10, height - 10),
    }
    found = {name for name, place in at.items() if close_to(image.getpixel(place), RED)}
    assert found == {corner}


def test_heic_and_its_place() -> None:
    photo = read_photo(iphone_picture())
    image = opened(photo.content)
    assert (image.format, image.size, len(image.getexif())) == ("JPEG", (1600, 1200), 0)
    assert close_to(image.getpixel((50, 50)), RED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "BMP"])
def test_other_kinds_of_pictures(kind: str) -> None:
    assert read_photo(picture_bytes(draw_paper(300, 200), kind)).width == 300


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_other_kinds_of_colour(mode: str) -> None:
    image = (
        Image.new("I;16", (40, 30), 65_535) if mode == "I;16" else draw_paper(40, 30).convert(mode)
    )
    assert close_to(
        opened(read_photo(picture_bytes(image, "TIFF")).content).getpixel((39, 29)), WHITE
    )


def test_what_can_be_seen_through_stands_on_white() -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    assert opened(read_photo(picture_bytes(image, "PNG")).content).getpixel((5, 5)) == WHITE


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_forty_megapixels_are_quick_and_more_than_eighty_refused() -> None:
    content = picture_bytes(draw_paper(7300, 5500), "JPEG", quality=50)
    began = time.process_time()
    photo = read_photo(content)
    assert max(photo.width, photo.height) == LONGEST
    assert time.process_time() - began < 2
    for width in (9_000, 14_000):  # the second is refused while it is opened
        with pytest.raises(PhotoProblem) as problem:
            read_photo(picture_bytes(Image.new("1", (width, 9_500), 1), "PNG"))
        assert problem.value.why is PhotoFault.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", PhotoFault.EMPTY),
        (picture_bytes(draw_paper(9, 9), "GIF"), PhotoFault.MOVING),
        (
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
            PhotoFault.DRAWING,
        ),
        (b"  <SVG onload='x'>", PhotoFault.DRAWING),
        (b"%PDF-1.7 ...", PhotoFault.PDF),
        (b"PK\x03\x04word", PhotoFault.OFFICE),
        (b"\xd0\xcf\x11\xe0old", PhotoFault.OFFICE),
        (b"\x00\x00\x00\x18ftypmp42film", PhotoFault.FILM),
        (b"just words", PhotoFault.OTHER),
        (from_a_phone(800, 600)[:9_00], PhotoFault.DAMAGED),
        (iphone_picture(320, 240)[:-200], PhotoFault.DAMAGED),
    ],
    ids=lambda value: value.value if isinstance(value, PhotoFault) else "",
)
def test_what_is_no_photo(content: bytes, why: PhotoFault) -> None:
    with pytest.raises(PhotoProblem) as problem:
        read_photo(content)
    assert problem.value.why is why


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_BYTES", 100)
    with pytest.raises(PhotoProblem) as problem:
        read_photo(from_a_phone(80, 60))
    assert problem.value.why is PhotoFault.TOO_LARGE


def test_a_small_one_for_lists() -> None:
    assert opened(shrink_photo(read_photo(from_a_phone()).content)).size == (640, 480)
