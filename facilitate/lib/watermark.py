"""A word across every page of a Word file: a draft that is taken along says that it is one."""

import io
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_SHAPE = (
    '<w:p {namespaces} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:r><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" type="#_x0000_t136" alt={text} o:allowincell="f" '
    'fillcolor="#c8c2b6" stroked="f" '
    'style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:110pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin"><v:fill opacity=".45"/>'
    "<v:textpath style=\"font-family:'Arial';font-size:1pt\" string={text}/></v:shape></w:pict></w:r></w:p>"
)
"""A word drawn as a shape: the name, the type and its formulas are those by which Word and LibreOffice know a watermark."""


def stamp_watermark(file: bytes, text: str) -> bytes:
    """The .docx with the text across each page, and as a line at the top of each for readers that draw no shapes."""
    document = Document(io.BytesIO(file))
    said = quoteattr(text)
    for number, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for place, header in enumerate(headers):
            header.is_linked_to_previous = False
            shape = _SHAPE.format(namespaces=nsdecls("w"), number=2 * number + place + 1, text=said)
            header._element.append(parse_xml(shape))
            header.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
