"""Money as people type it, and as they read it: whole cents and a currency, amounts and quantities in hundredths."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from babel.numbers import list_currencies

LARGEST = 10**13
"""The largest amount that is taken, in hundredths: a hundred thousand million."""
MILLION = 1_000_000
RATE = 10**10
"""A rate counts in these parts: what people write as `1 € = 98,70 lekë` is exact to the cent in sums of millions."""
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
COMMON = ("EUR", "ALL", "USD", "GBP", "CHF", "MKD", "RSD", "BAM", "SEK", "NOK", "DKK")
"""What is offered first."""
_CALLED = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "eur.": "EUR",
    "$": "USD",
    "us$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "dollarë": "USD",
    "£": "GBP",
    "lek": "ALL",
    "lekë": "ALL",
    "leke": "ALL",
    "lekësh": "ALL",
    "l": "ALL",
    "franga": "CHF",
    "fr.": "CHF",
}
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_RATE = re.compile(r"\d+\.?\d*|\.\d+")
_PARTS = re.compile(r"^([^\d.,+\-−]*)([+\-−]?[\d.,]++)([^\d]*)$")


class MoneyFault(StrEnum):
    """Why a text is no amount."""

    NO_NUMBER = "no_number"
    NEGATIVE = "negative"
    FINER = "finer"
    TOO_LARGE = "too_large"
    CURRENCY = "currency"


class NotMoney(ValueError):
    """A text that is no amount; `why` is said in words elsewhere, `what` is the part it is about."""

    def __init__(self, why: MoneyFault, what: str = "") -> None:
        super().__init__(why.value)
        self.why, self.what = why, what


class ReadMoney(NamedTuple):
    """What was understood: hundredths, the currency typed beside them (or ""), and whether "1,250" left a doubt."""

    cents: int
    currency: str = ""
    doubtful: bool = False


@cache
def currency_codes() -> frozenset[str]:
    """The codes of ISO 4217 that are money; those that begin with X are metals, funds and tests."""
    return frozenset(code for code in list_currencies() if not code.startswith("X")) | {
        "XAF",
        "XCD",
        "XOF",
        "XPF",
    }


def read_currency(text: str) -> str:
    """The code of a currency: a code, a sign, or what people call it. Raises NotMoney for one nobody knows."""
    typed = text.strip()
    code = _CALLED.get(typed.casefold(), typed.upper())
    if code not in currency_codes():
        raise NotMoney(MoneyFault.CURRENCY, typed[:20])
    return code


def read_money(text: str) -> ReadMoney:
    """An amount as people type it: `1.250,50` `1 250.50` `1,250.50` `1250,5` `12,5 €` `ALL 3 000`.

    One separator alone before exactly three digits parts thousands, and that is doubtful; any other one parts the cents.
    Raises NotMoney: no number, below nothing, finer than a cent, too large, a currency nobody knows.
    """
    found = _PARTS.match(_BLANKS.sub("", text))
    if not found or (found[1] and found[3]) or not any(sign.isdigit() for sign in found[2]):
        raise NotMoney(MoneyFault.NO_NUMBER, text.strip()[:60])
    before, number, after = found.groups()
    if number[0] in "-−":
        raise NotMoney(MoneyFault.NEGATIVE, text.strip()[:60])
    digits, doubtful = _plain(number.lstrip("+"), text)
    named = before or after
    return ReadMoney(_hundredths(digits, text), read_currency(named) if named else "", doubtful)


def read_hundredths(text: str) -> int:
    """A quantity, `2,5` or `110`, in hundredths. Raises NotMoney."""
    read = read_money(text)
    if read.currency:
        raise NotMoney(MoneyFault.NO_NUMBER, text.strip()[:60])
    return read.cents


def _plain(number: str, text: str) -> tuple[str, bool]:
    """The number with a point for its decimals and nothing else, and whether it was doubtful."""
    marks = [mark for mark in number if mark in ".,"]
    if not marks:
        return number, False
    last = marks[-1]
    whole, _mark, rest = number.rpartition(last)
    if len(set(marks)) == 2 and marks.count(last) == 1:  # the last one parts the cents
        return _joined(whole, marks[0], text) + "." + rest, False
    if len(set(marks)) == 2 or len(marks) > 1:
        if len(set(marks)) == 2:
            raise NotMoney(MoneyFault.NO_NUMBER, text.strip()[:60])
        return _joined(number, last, text), False
    if len(rest) == 3 and whole and whole != "0" and not whole.startswith("00"):
        return whole + rest, True
    return (whole or "0") + "." + rest, False


def _joined(number: str, mark: str, text: str) -> str:
    """The thousands put together. Raises NotMoney where the groups are not of three."""
    groups = number.split(mark)
    if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        raise NotMoney(MoneyFault.NO_NUMBER, text.strip()[:60])
    return "".join(groups)


def _hundredths(digits: str, text: str) -> int:
    try:
        value = Decimal(digits if not digits.endswith(".") else digits + "0") * 100
    except InvalidOperation:
        raise NotMoney(MoneyFault.NO_NUMBER, text.strip()[:60]) from None
    if value > LARGEST:
        raise NotMoney(MoneyFault.TOO_LARGE, text.strip()[:60])
    if value != value.to_integral_value():
        raise NotMoney(MoneyFault.FINER, text.strip()[:60])
    return int(value)


def parts_from_number(value: float, parts: int = 100, most: int = LARGEST) -> tuple[int, bool]:
    """A number of a spreadsheet in hundredths (or other `parts`), rounded half up, and whether rounding changed it.

    Raises NotMoney for what lies below nothing or is too large.
    """
    exact = Decimal(str(value))
    if not exact.is_finite() or exact * parts > most:
        raise NotMoney(MoneyFault.TOO_LARGE, str(value))
    if exact < 0:
        raise NotMoney(MoneyFault.NEGATIVE, str(value))
    scaled = exact * parts
    rounded = int(scaled.to_integral_value(ROUND_HALF_UP))
    return rounded, abs(scaled - rounded) > Decimal("0.0001")


def read_rate(text: str) -> int:
    """A rate as people type it, `0,0101` or `98.7`, in parts (RATE); one separator alone parts decimals. Raises NotMoney."""
    typed = _BLANKS.sub("", text)
    if typed.count(",") + typed.count(".") == 1:
        typed = typed.replace(",", ".")
    if not _RATE.fullmatch(typed):
        negative = typed[:1] in "-−" and _RATE.fullmatch(typed[1:])
        raise NotMoney(MoneyFault.NEGATIVE if negative else MoneyFault.NO_NUMBER, text.strip()[:60])
    value = Decimal(typed) * RATE
    if value > RATE * MILLION:
        raise NotMoney(MoneyFault.TOO_LARGE, text.strip()[:60])
    return int(value.to_integral_value(ROUND_HALF_UP))


def multiply_price(quantity: int, unit_cents: int) -> int:
    """Quantity (hundredths) × unit price (cents) in whole cents, rounded half up."""
    return (2 * quantity * unit_cents + 100) // 200


def is_possible_price(quantity: int, unit_cents: int) -> bool:
    """Whether quantity × unit price is an amount that is taken."""
    return multiply_price(quantity, unit_cents) <= LARGEST


def convert_cents(cents: int, worth: int) -> int:
    """So many cents at that rate (parts of the other currency for one of this), in whole cents, rounded half up."""
    return (2 * cents * worth + RATE) // (2 * RATE)


def format_hundredths(hundredths: int, language: str, *, decimals: bool = True) -> str:
    """`1 250,50` in Albanian, `1,250.50` in English; without `decimals` only where there are none."""
    whole, rest = divmod(abs(hundredths), 100)
    grouped = f"{whole:,}"
    if language == "sq":
        grouped = grouped.replace(",", "\u00a0")
    tail = f"{',' if language == 'sq' else '.'}{rest:02d}" if decimals or rest else ""
    return ("−" if hundredths < 0 else "") + grouped + tail


def format_money(cents: int, currency: str, language: str, *, decimals: bool = True) -> str:
    """An amount with its currency: `1 250,50 €` in Albanian, `€1,250.50` and `ALL 1,250.50` in English."""
    text = format_hundredths(cents, language, decimals=decimals)
    if language == "sq":
        return f"{text}\u00a0{'lekë' if currency == 'ALL' else SYMBOLS.get(currency, currency)}"
    sign = "−" if cents < 0 else ""
    text = text.removeprefix("−")
    return (
        f"{sign}{SYMBOLS[currency]}{text}"
        if currency in SYMBOLS
        else f"{sign}{currency}\u00a0{text}"
    )


def format_quantity(hundredths: int, language: str) -> str:
    """A quantity without needless decimals: `110`, `2,5`."""
    text = format_hundredths(hundredths, language, decimals=bool(hundredths % 100))
    return text[:-1] if hundredths % 100 and text.endswith("0") else text


def format_rate(worth: int, language: str) -> str:
    """A rate with as many decimals as it has, two at least: `0.010132`."""
    whole, rest = divmod(worth, RATE)
    tail = f"{rest:010d}".rstrip("0").ljust(2, "0")
    return (
        format_hundredths(whole * 100, language, decimals=False)
        + ("," if language == "sq" else ".")
        + tail
    )


def turn_rate(worth: int) -> int:
    """What one of the other currency is worth, where one of ours is worth so many parts of it; 0 from nothing."""
    return (2 * RATE * RATE + worth) // (2 * worth) if worth > 0 else 0


def rate_across(worth: int, own: int) -> int:
    """A rate in terms of another currency, which is itself worth `own` parts of the one it was given in."""
    return (2 * worth * RATE + own) // (2 * own)
