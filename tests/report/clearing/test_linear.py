"""However a text is made, looking through it takes the time of its length: four times the text, about four times as long."""

import time

import pytest

from facilitate.report.clearing.finding import find_passages
from facilitate.report.clearing.names import known_names

NOBODY = known_names(())
HOSTILE = {
    "one word": "a",
    "one capital": "A",
    "digits": "7",
    "blanks": " ",
    "lines": "\n",
    "signs": "-",
    "dots": "a.",
    "initials": "A. ",
    "names": "Aa ",
    "quotes": "“",
    "quoted": "“A”",
    "numbers": "12 ",
    "phone": "069 ",
    "slashes": "7/",
    "signs of mail": "a@",
    "mail": "a.a@a.",
    "girl": "vajza ",
    "one girl": "një vajzë ",
    "she": "she is ",
    "village": "fshati i ",
    "village of": "village of ",
    "ages": "16 vjeç ",
    "years": "16 - ",
    "born": "e lindur ",
    "date": "born on ",
    "case": "case no. ",
    "file": "dosja nr. 1/",
    "kin": "nëna e ",
    "her": "her ",
    "known kin": "teacher's ",
    "cases": "u kthye nga ",
    "hyphens": "a-",
    "apostrophes": "a’",
    "school": "Shkolla “A ",
    "accents": "ë̈",
    "half": "vje",
}
"""What rules begin with, and what a pattern could go back and forth in, said again and again."""


def seconds(text: str) -> float:
    began = time.process_time()
    find_passages(text, NOBODY)
    return time.process_time() - began


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_takes_no_more_than_eight_times_as_long(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (2_000, 8_000))
    once = min(seconds(short) for _turn in range(2))
    assert min(seconds(long) for _turn in range(2)) < max(
        8 * once, 0.05
    )  # sixteen times, were it squared
