"""Money as people type and read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.money import (
    COMMON,
    MoneyFault,
    NotMoney,
    ReadMoney,
    convert_cents,
    currency_codes,
    format_hundredths,
    format_money,
    format_quantity,
    format_rate,
    is_possible_price,
    multiply_price,
    parts_from_number,
    read_currency,
    read_hundredths,
    read_money,
    read_rate,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.250,50", ReadMoney(125_050)),
        ("1 250.50", ReadMoney(125_050)),
        ("1,250.50", ReadMoney(125_050)),
        ("1250,5", ReadMoney(125_050)),
        ("12,5 €", ReadMoney(1_250, "EUR")),
        ("€12.50", ReadMoney(1_250, "EUR")),
        ("ALL 3 000", ReadMoney(300_000, "ALL")),
        ("3000 lekë", ReadMoney(300_000, "ALL")),
        ("3’000.00 CHF", ReadMoney(300_000, "CHF")),
        ("1,250", ReadMoney(125_000, "", True)),
        ("1.250 eur", ReadMoney(125_000, "EUR", True)),
        ("0,250", ReadMoney(25)),
        ("1.250.000", ReadMoney(125_000_000)),
        ("1,250,000.75", ReadMoney(125_000_075)),
        ("0", ReadMoney(0)),
        (",5", ReadMoney(50)),
        ("7,", ReadMoney(700)),
        ("+7", ReadMoney(700)),
        (",250", ReadMoney(25)),  # nothing stands before it, so that it parts no thousands
        ("00.250", ReadMoney(25)),
        ("100 000 000 000", ReadMoney(10_000_000_000_000)),
    ],
)
def test_amounts_are_read_as_they_are_meant(typed: str, read: ReadMoney) -> None:
    assert read_money(typed) == read


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", MoneyFault.NO_NUMBER),
        ("many", MoneyFault.NO_NUMBER),
        ("1,25,5", MoneyFault.NO_NUMBER),
        ("1.2.3", MoneyFault.NO_NUMBER),
        ("1.250,50.1", MoneyFault.NO_NUMBER),
        ("€ 5 EUR", MoneyFault.NO_NUMBER),
        ("=1+1", MoneyFault.NO_NUMBER),
        ("-5", MoneyFault.NEGATIVE),
        ("−5 €", MoneyFault.NEGATIVE),
        ("1,2345", MoneyFault.FINER),
        ("99999999999999", MoneyFault.TOO_LARGE),
        ("5 ZZZ", MoneyFault.CURRENCY),
        ("5 thalers", MoneyFault.CURRENCY),
        ("5 XAU", MoneyFault.CURRENCY),
        (".", MoneyFault.NO_NUMBER),
        ("1,2.5,000", MoneyFault.NO_NUMBER),
        ("1234.567.890", MoneyFault.NO_NUMBER),
        (".234.567", MoneyFault.NO_NUMBER),
        ("1.234.56", MoneyFault.NO_NUMBER),
        ("1.23.456", MoneyFault.NO_NUMBER),
        ("12.34,50", MoneyFault.NO_NUMBER),
        ("100000000000.01", MoneyFault.TOO_LARGE),
    ],
)
def test_what_is_no_amount_says_why(typed: str, why: MoneyFault) -> None:
    with pytest.raises(NotMoney) as error:
        read_money(typed)
    assert error.value.why is why


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(typed: str) -> None:
    for read in (read_money, read_hundredths, read_rate):
        try:
            read(typed)
        except NotMoney:
            continue


@given(
    st.integers(0, 10**12),
    st.sampled_from(["EUR", "ALL", "USD", "CHF"]),
    st.sampled_from(["en", "sq"]),
    st.booleans(),
)
def test_what_is_written_is_read_again(
    cents: int, currency: str, language: str, decimals: bool
) -> None:
    read = read_money(format_money(cents, currency, language, decimals=decimals))
    assert (read.cents, read.currency) == (cents, currency)


@given(st.integers(0, 10**10), st.sampled_from(["en", "sq"]))
def test_quantities_come_back(hundredths: int, language: str) -> None:
    assert read_hundredths(format_quantity(hundredths, language)) == hundredths


@given(st.integers(1, 10**13))
def test_rates_come_back(worth: int) -> None:
    assert read_rate(format_rate(worth, "en").replace(",", "")) == worth


def test_amounts_are_written_in_both_languages() -> None:
    assert format_money(125_050, "EUR", "sq") == "1\u00a0250,50\u00a0€"
    assert format_money(125_050, "EUR", "en") == "€1,250.50"
    assert format_money(300_000, "ALL", "sq", decimals=False) == "3\u00a0000\u00a0lekë"
    assert format_money(300_000, "ALL", "en", decimals=False) == "ALL\u00a03,000"
    assert format_money(-5, "EUR", "en") == "−€0.05"
    assert (
        format_quantity(250, "sq"),
        format_quantity(11_000, "en"),
        format_quantity(225, "en"),
    ) == (
        "2,5",
        "110",
        "2.25",
    )
    assert (
        format_rate(101_317_123, "en"),
        format_rate(10_800_000_000, "sq"),
        format_rate(987_000_000_000, "en"),
    ) == (
        "0.0101317123",
        "1,08",
        "98.70",
    )


def test_rounding_is_half_up() -> None:
    assert multiply_price(50, 1) == 1
    assert multiply_price(49, 1) == 0
    assert multiply_price(250, 333) == 833
    assert convert_cents(50, 10**8) == 1
    assert convert_cents(49, 10**8) == 0
    assert (
        convert_cents(20_900_000, read_rate("0.0101317123")) == 211_753
    )  # 209 000 lekë at 98.70 for a euro
    assert parts_from_number(2.675) == (268, True)
    assert parts_from_number(12.5) == (1250, False)
    assert read_currency(" lekë ") == "ALL"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("EUR", ["€", "euro", "Euros", "EUR.", "eur"]),
        ("USD", ["$", "US$", "dollar", "Dollars", "dollarë", "usd"]),
        ("GBP", ["£", "gbp"]),
        ("ALL", ["lek", "LEKË", "leke", "lekësh", "L", "all"]),
        ("CHF", ["franga", "Fr.", "chf"]),
        ("XAF", ["xaf"]),
        ("XCD", ["xcd"]),
        ("XOF", ["xof"]),
        ("XPF", ["xpf"]),
    ],
)
def test_a_currency_is_known_by_what_people_call_it(code: str, names: list[str]) -> None:
    assert [read_currency(name) for name in names] == [code] * len(names)


def test_what_is_offered_first_are_currencies_and_each_of_them_once() -> None:
    assert set(COMMON) - currency_codes() == set()
    assert len(set(COMMON)) == len(COMMON)


def test_a_refusal_carries_its_reason_and_the_part_it_is_about() -> None:
    assert (str(NotMoney(MoneyFault.FINER)), NotMoney(MoneyFault.FINER).what) == ("finer", "")
    assert (
        str(NotMoney(MoneyFault.CURRENCY, "thaler")),
        NotMoney(MoneyFault.CURRENCY, "thaler").what,
    ) == (
        "currency",
        "thaler",
    )


def test_a_quantity_has_no_currency() -> None:
    assert read_hundredths("2,5") == 250
    with pytest.raises(NotMoney) as error:
        read_hundredths("5 €")
    assert (error.value.why, error.value.what) == (MoneyFault.NO_NUMBER, "5 €")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, (0, False)),
        (0.5, (50, False)),
        (0.125, (13, True)),
        (1.000001, (100, False)),
        (100_000_000_000, (10_000_000_000_000, False)),
    ],
)
def test_a_number_of_a_spreadsheet_is_taken_to_the_cent(
    value: float, read: tuple[int, bool]
) -> None:
    assert parts_from_number(value) == read


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (-0.01, MoneyFault.NEGATIVE),
        (-1, MoneyFault.NEGATIVE),
        (100_000_000_000.01, MoneyFault.TOO_LARGE),
        (float("inf"), MoneyFault.TOO_LARGE),
        (float("nan"), MoneyFault.TOO_LARGE),
    ],
)
def test_a_number_of_a_spreadsheet_that_is_no_amount_says_why(
    value: float, why: MoneyFault
) -> None:
    with pytest.raises(NotMoney) as error:
        parts_from_number(value)
    assert (error.value.why, error.value.what) == (why, str(value))


def test_a_rate_is_read_with_a_comma_with_a_point_and_with_blanks() -> None:
    assert [read_rate(typed) for typed in ("98,7", "98.7", " 98,\u00a070 ")] == [
        987_000_000_000
    ] * 3
    assert read_rate("1 000 000") == 10_000_000_000_000_000


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1000000,1", MoneyFault.TOO_LARGE),
        ("1e3", MoneyFault.NO_NUMBER),
        ("-5", MoneyFault.NEGATIVE),
        ("nan", MoneyFault.NO_NUMBER),
        ("-inf", MoneyFault.NO_NUMBER),
        ("much", MoneyFault.NO_NUMBER),
        ("1,000.5", MoneyFault.NO_NUMBER),
    ],
)
def test_what_is_no_rate_says_why(typed: str, why: MoneyFault) -> None:
    with pytest.raises(NotMoney) as error:
        read_rate(typed)
    assert (error.value.why, error.value.what) == (why, typed)


def test_the_largest_amount_fits_and_a_cent_more_does_not() -> None:
    assert is_possible_price(100, 10_000_000_000_000)
    assert not is_possible_price(100, 10_000_000_000_001)


def test_cents_and_the_sign_are_written_unless_told_otherwise() -> None:
    assert (format_hundredths(500, "en"), format_hundredths(500, "en", decimals=False)) == (
        "5.00",
        "5",
    )
    assert (format_hundredths(-125_050, "sq"), format_hundredths(-5, "en")) == (
        "−1\u00a0250,50",
        "−0.05",
    )
    assert (format_money(500, "USD", "en"), format_money(500, "GBP", "sq")) == (
        "$5.00",
        "5,00\u00a0£",
    )
    assert (format_money(500, "GBP", "en"), format_money(-500, "CHF", "en")) == (
        "£5.00",
        "−CHF\u00a05.00",
    )
    assert (format_rate(10_000_000_000, "en"), format_rate(5_000_000_000, "sq")) == ("1.00", "0,50")
