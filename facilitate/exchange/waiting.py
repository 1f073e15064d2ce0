"""Uploaded files that wait between preview and confirmation, each under a name nobody can guess."""

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from .. import clock
from ..lib.tables import FileTable, pack_table, unpack_table
from ..lib.text import clean_text
from .stores import TOKEN, file_store

LONGEST = 24 * 3600
"""Seconds after which a file that nobody confirmed is thrown away."""
LONGEST_NAME = 120
TURNING = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Signs that turn the direction of writing: in a name they make one ending look like another, and turn the sentence around it."""


@dataclass(frozen=True)
class WaitingFiles:
    """The files of one list that wait, in a room of their own; each belongs to an event or to whoever uploaded it."""

    room: str

    def keep(self, owner_id: int, content: bytes, token: str = "") -> str:
        """Keep a file, or what became of the one of that token; gives the token that finds it again. Files older than a day go.

        Raises OSError where there is no room for it; then nothing of it is kept, and what it was to replace waits on.
        """
        sweep_waiting_files()
        before = self.find(owner_id, token) if token else None
        if before is not None:
            self.drop(owner_id, token)
        token = token or secrets.token_hex(16)
        try:
            self._keep(owner_id, token, content)
        except OSError:
            if before is not None:  # there was room for it: what somebody has come to is not lost
                with suppress(OSError):
                    self._keep(owner_id, token, before)
            raise
        return token

    def _keep(self, owner_id: int, token: str, content: bytes) -> None:
        file_store().keep(self.room, owner_id, token, content, clock.now().timestamp())

    def find_or_404(self, owner_id: int, token: str) -> bytes:
        """The file of that token, where it still waits for that owner."""
        content = self.find(owner_id, token)
        return abort(404) if content is None else content

    def find(self, owner_id: int, token: str) -> bytes | None:
        """The file of that token, where it still waits for that owner."""
        return file_store().find(self.room, owner_id, token) if TOKEN.fullmatch(token) else None

    def drop(self, owner_id: int, token: str) -> None:
        """Throw the file away."""
        if TOKEN.fullmatch(token):
            file_store().drop(self.room, owner_id, token)


def sweep_waiting_files() -> None:
    """Throw away what waits for longer than a day."""
    file_store().sweep(clock.now().timestamp() - LONGEST)


@dataclass(frozen=True)
class Parcel:
    """A file that waits; `plan`: how it is to be read, as text, where somebody said so.

    `month_first`: in dates where both can be meant the month stands before the day; None: nobody has said.
    """

    name: str
    content: bytes
    plan: str = ""
    month_first: bool | None = None

    def packed(self) -> bytes:
        """As bytes that `unpack_parcel` reads back: a line about the file, then the file."""
        about = {"name": self.name, "plan": self.plan, "month_first": self.month_first}
        return json.dumps(about).encode() + b"\n" + self.content


def unpack_parcel(kept: bytes) -> Parcel:
    """The parcel that was packed."""
    about, _line, content = kept.partition(b"\n")
    said = json.loads(about)
    return Parcel(said["name"], content, said["plan"], said.get("month_first"))


def bare_file_name(name: str) -> str:
    """The name of an uploaded file without folders and what cannot be seen, whatever system wrote it."""
    return PurePath(clean_text(name.translate(TURNING)).replace("\\", "/")).name[:LONGEST_NAME]


def hold_table(parcel: Parcel, table: FileTable, sent: Mapping[str, Any]) -> Parcel:
    """The parcel with its table, which is read once, and with what was said of its columns."""
    return replace(parcel, plan=json.dumps({"table": pack_table(table).decode(), "sent": sent}))


def held_table(parcel: Parcel) -> tuple[FileTable, MultiDict[str, str]]:
    """The table of a parcel, and what was said of its columns."""
    kept = json.loads(parcel.plan)
    return unpack_table(kept["table"].encode()), MultiDict(kept["sent"])
