"""Pictures in a Word file: each different one is kept once, each says what it shows."""

from copy import deepcopy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from .elements import xml_text

EMU_PER_CM = 360_000


class Pictures:
    """The pictures of one file. They get their numbers here: the library searches all others for a free one each time."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._related: dict[bytes, str] = {}
        self._prototype: Any = None
        self._drawn = 0

    def drawing(self, png: bytes, width: float, height: float, about: str) -> Any:
        """The element that shows a PNG or JPEG at that size in cm; `about` is for who cannot see it."""
        if self._prototype is None:
            self._prototype = parse_xml(_DRAWING)
        drawing = deepcopy(self._prototype)
        inline = drawing[0]
        self._drawn += 1
        for element in (inline[0], inline.find(f".//{qn('a:ext')}")):
            element.set("cx", str(round(width * EMU_PER_CM)))
            element.set("cy", str(round(height * EMU_PER_CM)))
        inline[1].set("id", str(self._drawn))
        inline[1].set("name", f"Picture {self._drawn}")
        inline[1].set("descr", xml_text(about))
        inline.find(f".//{qn('a:blip')}").set(qn("r:embed"), self._relation(png))
        return drawing

    def _relation(self, png: bytes) -> str:
        number = self._related.get(png)
        if number is None:
            count = len(self._related) + 1
            number = f"rIdP{count}"
            ending = "jpeg" if png.startswith(b"\xff\xd8") else "png"
            name = PackURI(f"/word/media/code{count}.{ending}")
            part = Part(name, f"image/{ending}", png, self._part.package)
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, number)
            self._related[png] = number
        return number


_DRAWING = f"""
<w:drawing {nsdecls("w", "wp", "a", "pic", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="0" cy="0"/><wp:docPr id="1" name=""/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed=""/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""".replace("\n", "")
