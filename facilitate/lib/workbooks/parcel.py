"""An uploaded file while it waits for somebody's word: its name, how it is to be read, what is in it."""

import json
from dataclasses import dataclass
from pathlib import PurePath

LONGEST_NAME = 120


@dataclass(frozen=True)
class Parcel:
    """A file that waits; `plan`: how it is to be read, as text, where somebody said so."""

    name: str
    content: bytes
    plan: str = ""

    def packed(self) -> bytes:
        """As bytes that `unpacked` reads back: a line about the file, then the file."""
        return json.dumps({"name": self.name, "plan": self.plan}).encode() + b"\n" + self.content


def unpacked(kept: bytes) -> Parcel:
    """The parcel that was packed."""
    about, _line, content = kept.partition(b"\n")
    said = json.loads(about)
    return Parcel(said["name"], content, said["plan"])


def file_name(name: str) -> str:
    """The name of an uploaded file without folders, whatever system wrote it."""
    return PurePath(name.replace("\\", "/")).name[:LONGEST_NAME]
