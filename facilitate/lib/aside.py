"""Parts of a Word file set aside as compressed text while the rest is written.

As elements, the letters to thousands take hundreds of megabytes; as text, which repeats itself, hardly any.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from docx.oxml.parser import OxmlElement
from lxml import etree

BODY = "word/document.xml"
_PLACE = re.compile(rb"<\?aside (\d+)\?>")
AT_ONCE = 500
"""Elements that are set aside together, at least."""


class PartsAside:
    """What was set aside of one file, in its order."""

    def __init__(self) -> None:
        self._texts: list[bytes] = []

    def keep(self, elements: Iterable[Any]) -> Any:
        """Keep elements; the one that is given back holds their place."""
        around = OxmlElement("w:body")
        around.extend(elements)
        text = etree.tostring(around)
        self._texts.append(zlib.compress(text[text.index(b">") + 1 : text.rindex(b"<")], 1))
        return etree.ProcessingInstruction("aside", str(len(self._texts) - 1))

    def filled(self, file: bytes) -> bytes:
        """The bytes of the .docx with everything back in its place."""
        if not self._texts:
            return file
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(file)) as parts,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for part in parts.infolist():
                if part.filename != BODY:
                    target.writestr(part, parts.read(part))
                    continue
                with target.open(BODY, "w") as body:
                    for place, text in enumerate(_PLACE.split(parts.read(part))):
                        body.write(zlib.decompress(self._texts[int(text)]) if place % 2 else text)
        return made.getvalue()


class SettingAside:
    """What a file of thousands of parts alike can do."""

    _end: Any
    _aside: PartsAside

    def set_aside(self) -> None:
        """What was written may be kept as text from here on: nothing looks at it any more before the file is saved."""
        body = self._end.getparent()
        written = [one for one in body if one is not self._end and isinstance(one.tag, str)]
        if len(written) >= AT_ONCE:
            place = self._aside.keep(written)
            self._end.addprevious(place)
