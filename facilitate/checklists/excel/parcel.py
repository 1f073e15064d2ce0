"""An uploaded checklist while it waits for somebody's word: its name, how it is to be read, what is in it."""

import json
from dataclasses import dataclass
from pathlib import PurePath

from .elsewhere import Plan, plan_of

LONGEST_NAME = 120


@dataclass(frozen=True)
class Parcel:
    """A file that waits; `plan`: what its columns are, where somebody said so."""

    name: str
    content: bytes
    plan: Plan | None = None

    def packed(self) -> bytes:
        """As bytes that `unpacked` reads back: a line about the file, then the file."""
        about = {"name": self.name, "plan": self.plan.to_json() if self.plan else ""}
        return json.dumps(about).encode() + b"\n" + self.content


def unpacked(kept: bytes) -> Parcel:
    """The parcel that was packed."""
    about, _line, content = kept.partition(b"\n")
    said = json.loads(about)
    return Parcel(said["name"], content, plan_of(said["plan"]) if said["plan"] else None)


def file_name(name: str) -> str:
    """The name of an uploaded file without folders, whatever system wrote it."""
    return PurePath(name.replace("\\", "/")).name[:LONGEST_NAME]
