"""How high a text gets: also in a file that somebody made by hand."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from facilitate.lib.heights import StyleMeasure, measure_style


def measured(size: str, line: str, before: str) -> StyleMeasure:
    """The measure of a style that says this."""
    style = parse_xml(
        f'<w:style {nsdecls("w")} w:styleId="own"><w:pPr><w:spacing w:line="{line}" w:before="{before}"/>'
        f'</w:pPr><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
    )
    return measure_style({"own": style}, "own")


def test_a_larger_letter_takes_more_lines() -> None:
    small, large = (measured(size, "240", "0") for size in ("20", "40"))
    assert (small.size, large.size) == (10, 20)
    assert large.height("Ana " * 50, 10) > 2 * small.height("Ana " * 50, 10)


@pytest.mark.parametrize("number", ["0", "-40", "999999999999999"])
def test_sizes_that_are_none_count_as_not_said(number: str) -> None:
    """Text of no height would fill no page, and a size of 0 cannot be divided by."""
    assert measured(number, number, "0") == measured("20", "240", "0")
    assert 0 <= measured("20", "240", number).around < 300
