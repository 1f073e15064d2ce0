"""Columns that say who somebody is, from which machine or from where: known by their headings or by their values, never kept."""

import re
from collections.abc import Sequence

from ...exchange.headings import heading_key

LONGEST_HEADING = 500
"""Characters that are looked at: some patterns take far longer on long texts."""
HIDDEN = "•••"
"""Stands in the place of what says who or from where, from the moment a table comes in."""
PRIVATE = {
    "id",
    "respondent id",
    "response id",
    "collector id",
    "collector",
    "start time",
    "koha e fillimit",
    "start date",
    "start",
    "startdate",
    "datestamp",
    "date created",
    "date modified",
    "ip address",
    "ipaddr",
    "ip",
    "adresa ip",
    "email",
    "e mail",
    "email address",
    "e mail address",
    "adresa e emailit",
    "posta elektronike",
    "username",
    "emri i perdoruesit",
    "first name",
    "last name",
    "mbiemri",
    "custom data 1",
    "phone",
    "phone number",
    "telefon",
    "telefoni",
    "numri i telefonit",
    "token",
    "seed",
    "refurl",
    "device",
    "deviceid",
    "uuid",
    "instanceid",
    "submitted by",
    "submitterid",
    "submittername",
    "key",
    "globalid",
    "objectid",
    "creator",
    "editor",
    "phonenumber",
    "subscriberid",
    "simserial",
    "geolocation",
    "gps",
    "x",
    "y",
    "last modified time",
    "user agent",
    "lastpage",
    "xform id string",
    "today",
    "address",
}
"""Headings of what survey tools note about people and machines: never taken over."""
_PLACED = {"latitude", "longitude", "altitude", "precision", "accuracy"}
"""What names of columns end with that say where somebody stood (`_gps_latitude`)."""
_ADDRESS = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F]*:[0-9a-fA-F:]+"
)
_POINT = re.compile(r"-?\d{1,3}\.\d+([ ,;]+-?\d+(\.\d+)?)+")
"""Where somebody stood, or went, as Kobo and ODK write it: latitude, longitude, altitude, precision."""


def has_private_heading(heading: str) -> bool:
    """Whether a heading, or the last part of a name, is of what is noted about people, machines and places."""
    key = heading_key(heading)
    ends = key if " " in heading.strip() else key.rpartition(" ")[2]
    return key in PRIVATE or ends in _PLACED


def are_private(texts: Sequence[str]) -> bool:
    """Whether values look like addresses or places on earth, or were hidden when the table came in."""
    shown = [text.strip()[:LONGEST_HEADING] for text in texts]
    found = sum(bool(_ADDRESS.fullmatch(one) or _POINT.fullmatch(one)) for one in shown)
    return set(texts) == {HIDDEN} or found > len(texts) / 2
