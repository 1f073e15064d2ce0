"""The addresses that stand on paper: a guest's own page, the page of a table, the page on which everybody finds their seat.

A guest's address is their key with a signature: nothing is kept for it, nobody can guess it, and it is short enough for a
small QR code. It leads to the page as long as the secret key that signed it is known.
"""

import re

from ..participation.door.badge import badge_token, participation_of_badge
from ..web.addresses import full_address
from ..web.signing import is_signed, sign_text
from .models import Cafe

TABLE = "/cafe/table/<token>"
"""The rule of the page on which a table writes (`cafe.write_table_notes`)."""
CARRIED = "b"
"""What slips have in their address, and pages that were found by name have not."""
_TOKEN = re.compile(r"([1-9][0-9]{0,9})([pw][1-9][0-9]{0,9})-([A-Za-z0-9_-]{11})", re.ASCII)


def guest_token(cafe: Cafe, key: str) -> str:
    """The token of a guest's own page: `12p345-Xk3…`, the café, the guest's key (`floor.Guest`), the signature."""
    text = f"{cafe.id}{key}"
    return f"{text}-{sign_text(_signed(text))}"


def guest_of_token(token: str) -> tuple[int, str] | None:
    """The café (id) and the guest's key a token was made for; None for one that we have not made."""
    found = _TOKEN.fullmatch(token)
    if found is None or not is_signed(_signed(found[1] + found[2]), found[3]):
        return None
    return int(found[1]), found[2]


def slip_url(cafe: Cafe, key: str) -> str:
    """The whole address on a guest's slip: their own page. With the code of their badge it tells, besides, who carries it."""
    address = full_address("cafe.show_own_path", token=guest_token(cafe, key))
    if not key.startswith("p"):  # a guest without invitation has no badge
        return address
    return f"{address}?{CARRIED}={badge_token(int(key[1:])).partition('-')[2]}"


def badge_of_slip(token: str, carried: str) -> str:
    """The badge's code of who carries the slip with that address; empty for a page that was found by name."""
    found = guest_of_token(token)
    badge = f"{found[1][1:]}-{carried}" if found and found[1].startswith("p") else ""
    return badge if badge and participation_of_badge(badge) else ""


def table_url(token: str) -> str:
    """The whole address at which a table writes down what is said; `token` is the table's."""
    return full_address("cafe.write_table_notes", token=token)


def find_url(token: str) -> str:
    """The whole address of the page on which participants find their seat; `token` is the café's."""
    return full_address("cafe.find_seat", token=token)


def _signed(text: str) -> str:
    return f"cafe-guest:{text}"
