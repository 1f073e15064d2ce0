"""The code with which people look up later what became of their own answer. Nobody else can have it, the team included.

It follows from the receipt, which only the browser holds that sends: an answer keeps a mark of the code, and neither the code
nor the receipt. No row stands beside it, so nothing leads from an invitation, a draft or a mail to a code, nor from a code to
them: what it finds is the answer, and an answer knows nobody. Nor do the logs of servers lead there: the code is typed into a
form, or is the part of a link that browsers send nowhere (`#…`). In an address, it would stand in the same log as the personal
link that the same device had opened a moment before.

A personal link that was used already gives a code as well, of an answer that was not kept: otherwise somebody who comes by the
link could find out that its owner has answered. The planner's signature in the last letters tells such a code from a mistyped one.
"""

import secrets

from ...lib.sealing import secret_mark
from ...web.signing import secret_keys, sign_text, signature_of

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are written with: nothing that is read for something else (I, L, O) or makes a word (U)."""
READ_AS = str.maketrans("OIL", "011")
DRAWN, SIGNED, GROUP = 12, 4, 4
"""Letters that tell an answer (60 bits, as random as the receipt), letters of the signature, letters in a group."""


def answer_code(questionnaire_id: int, receipt: str) -> str:
    """The code that belongs to a receipt: `K7QM-2XWD-9HTR-4BNC`."""
    drawn = _drawn(receipt)
    whole = drawn + _letters_of(sign_text(_said(questionnaire_id, drawn)), SIGNED)
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


def new_answer_codes(questionnaire_id: int, count: int) -> list[str]:
    """Codes for slips of paper; nothing is kept of one until it is typed in with the paper it came with."""
    return [answer_code(questionnaire_id, secrets.token_urlsafe(16)) for _slip in range(count)]


def kept_receipt(receipt: str) -> str:
    """What an answer keeps of its receipt: enough to know the same form again, and to be found by its code."""
    return _mark(_drawn(receipt))


def read_answer_code(typed: str) -> str:
    """A code as somebody typed it, in plain letters; empty where it cannot be one."""
    letters = "".join(one for one in typed.upper().translate(READ_AS) if one in LETTERS)
    return letters if len(letters) == DRAWN + SIGNED else ""


def receipt_behind(code: str) -> str:
    """What the answer keeps to which a code leads that was read."""
    return _mark(code[:DRAWN])


def is_own_code(questionnaire_id: int, code: str) -> bool:
    """Whether this planner gave that code, kept or not."""
    said = _said(questionnaire_id, code[:DRAWN])
    return any(
        _letters_of(signature_of(said, key), SIGNED) == code[DRAWN:] for key in secret_keys()
    )


def _drawn(receipt: str) -> str:
    return _letters_of(receipt, DRAWN)


def _letters_of(secret: str, number: int) -> str:
    left = int(secret_mark(secret, "code of an answer"), 16)
    found = ""
    for _place in range(number):
        left, at = divmod(left, len(LETTERS))
        found += LETTERS[at]
    return found


def _mark(drawn: str) -> str:
    return secret_mark(drawn, "answer with a code")


def _said(questionnaire_id: int, drawn: str) -> str:
    return f"own answer:{questionnaire_id}:{drawn}"
