"""Numbers as they stand in forms, files and addresses."""

HIGHEST = 2**31 - 1
"""The highest number a database column holds."""


def read_whole(text: str, most: int = HIGHEST) -> int | None:
    """The whole number a text is, from 0 to `most`; None for anything else (signs, fractions, letters, nothing)."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 12):
        return None
    number = int(typed)
    return number if number <= most else None


def read_number(text: str) -> float:
    """A number people type, `1.5` or `1,5`, from 0 to 10,000. Raises ValueError."""
    number = float(text.replace(",", "."))
    if not 0 <= number <= 10_000:  # also refuses what is no number at all
        raise ValueError(text)
    return round(number, 2)
