"""What could identify somebody is found, in both languages; known names are not."""

import random
import time

import pytest

from facilitate.report.clearing.finding import (
    PassageReason,
    TokenPassage,
    _apart,
    find_passages,
)
from facilitate.report.clearing.names import known_names
from facilitate.web.i18n import label_of, use_language

KNOWN = known_names(
    ("Elira Ndoj", "Arta Hoxha", "Besnik Kola", "Gëzim Prifti", "Marie Dubois"),
    ("Qendra Vatra", "Different and Equal", "Partnerë për Fëmijët"),
    ("Shkodër", "Tiranë", "Kukës", "Përmet", "Vlorë"),
)

EXAMPLES = [
    (
        "Elira ishte 16 vjeç kur u shfrytëzua.",
        [("Elira", "name"), ("16 vjeç", "age"), ("u shfrytëzua", "case")],
    ),
    ("Qarku i Shkodrës raportoi dyzet raste.", []),
    ("Elira Ndoj tha se rajoni i Kukësit ka nevojë për strehë.", []),
    ("Elirës Ndoj iu dha fjala; Artën Hoxha e falënderuan.", []),
    ("Ndoj Elira e hapi takimin, Gëzimit Prifti iu dha fjala.", []),
    ("Elira Hoxha u largua.", [("Elira Hoxha", "name")]),
    ("Vajza nga Kukësi ishte shtatzënë.", [("Kukësi", "place"), ("shtatzënë", "case")]),
    (
        "Një vajzë 15 vjeçe nga fshati Bushat, e strehuar te Qendra Vatra.",
        [("15 vjeçe", "age"), ("fshati Bushat", "place"), ("e strehuar", "case")],
    ),
    ("Rasti i A.B. nga Shkodra zgjati gjashtë muaj.", [("A.B.", "name"), ("Shkodra", "place")]),
    ("Një vajzë, E. K., dëshmoi.", [("E. K.", "name"), ("dëshmoi", "case")]),
    (
        "A girl aged 16 from the village of Velipoja testified against her uncle.",
        [
            ("aged 16", "age"),
            ("village of Velipoja", "place"),
            ("testified", "case"),
            ("her uncle", "case"),
        ],
    ),
    (
        "A 16-year-old girl was sold by her cousin.",
        [("16-year-old", "age"), ("was sold", "case"), ("her cousin", "case")],
    ),
    ("A sixteen-year-old was brought in.", [("sixteen-year-old", "age")]),
    (
        "Gjashtëmbëdhjetë vjeçe, u kthye nga Italia.",
        [("Gjashtëmbëdhjetë vjeçe", "age"), ("u kthye nga Italia", "case")],
    ),
    ("Plani 3-vjeçar u miratua.", []),
    ("Ne kemi nevojë për trajnime në Tiranë dhe në Vlorë.", []),
    ("In Shkodra the Regional Committee meets every three months.", []),
    ("Zonja Hoxha kërkoi një listë; Gjokajt e ndihmuan.", [("Gjokajt", "name")]),
    ("Ms Kola asked who pays for the shelter.", []),
    ("The National Referral Mechanism needs money. World Café was good.", []),
    ("Marinela Dodaj e solli policia.", [("Marinela Dodaj", "name")]),
    (
        "Tel. 069 234 5678, rruga Skënderbej",
        [("069 234 5678", "number"), ("rruga Skënderbej", "place")],
    ),
    (
        "Write to marinela.d@mail.example or +355 69 234 5678.",
        [("marinela.d@mail.example", "number"), ("+355 69 234 5678", "number")],
    ),
    ("Pasaporta nr. BA1234567 u gjet.", [("Pasaporta nr. BA1234567", "number")]),
    ("elira u kthye në fshat", [("elira", "name")]),
    ("Mërgimi nga fshatrat vazhdon; OJF-të kanë besim tek Policia.", []),
    (
        "M., 16 vjeç, u strehua në mars.",
        [("M.", "name"), ("16 vjeç", "age"), ("u strehua", "case"), ("mars", "date")],
    ),
    ("Nëna e saj e çoi në Greqi.", [("Nëna e saj", "case"), ("Greqi", "place")]),
    (
        "Ajo është e lindur më 12.03.1991 në Përmet.",
        [("e lindur më 12.03.1991", "age"), ("Përmet", "place")],
    ),
    ("She was born in 1991.", [("born in 1991", "age")]),
    ("We need 16 new places. In 2006 there were 119 people.", []),
    ("Viktimat duhet të jenë të mbrojtura dhe anonime.", []),
    ("Jeta e vajzave të trafikuara është e vështirë. Besa është e rëndësishme.", []),
    (
        "Gruaja quhet Zybejde; e njohu Zybejdën policia.",
        [("Zybejde", "name"), ("Zybejdën", "name")],
    ),
    (
        "The victim goes to the Gjergj Kastrioti school.",
        [("the Gjergj Kastrioti school", "school")],
    ),
    ("Shkolla “Naim Frashëri” e ndoqi rastin.", [("Shkolla “Naim Frashëri”", "place")]),
    ("Donatorët: UNICEF, IOM dhe Partnerë për Fëmijët.", []),
    ("Ne jetojmë në Bushat.", [("Bushat", "place")]),
    ("Në Lugas të Sipërm kishim një vajzë.", [("Lugas të Sipërm", "place")]),
    (
        "E marta e parë e muajit. «Kush vazhdon?» Linja mbaron në dhjetor. Shumë NGOs erdhën · Tryezat nisën.",
        [],
    ),
    ("A boy, nine years old, came alone.", [("nine years old", "age")]),
    (
        "Një djalë tetë vjeç; motra, pesembedhjete vjece.",
        [("tetë vjeç", "age"), ("pesembedhjete vjece", "age")],
    ),
    (
        "A girl of sixteen waited; he was 15 then, he is 32 years old now.",
        [("sixteen", "age"), ("15", "age"), ("32 years old", "age")],
    ),
    ("Ajo ishte vetëm 16 kur iku.", [("16", "age")]),
    ("She was one of three speakers; one in three women has no work.", []),
    ("Born 1992; e lindur 1992.", [("Born 1992", "age"), ("e lindur 1992", "age")]),
    ("Strategji dyvjeçare, kurs trevjeçar, kontratë një vjeçare.", []),
    (
        "In the village of kolsh; në fshatin kolsh të kukësit.",
        [("village of kolsh", "place"), ("fshatin kolsh të kukësit", "place")],
    ),
    ("Në fshatin tonë, në fshatin ku punojmë, në lagjen e vjetër.", []),
    ("She is pregnant.", [("pregnant", "case")]),
    (
        "Eshte shtatzene dhe fle ne komisariat.",
        [("shtatzene", "case"), ("fle ne komisariat", "case")],
    ),
    ("Support for pregnant women and for families that were beaten by winter.", []),
    (
        "Besa hoxha was sold for 2000 euro.",
        [("Besa", "name"), ("was sold", "case"), ("2000 euro", "case")],
    ),
    (
        "Vajza e mësuesit iku; the mayor’s son came.",
        [("Vajza e mësuesit", "case"), ("mayor’s son", "case")],
    ),
    ("We meet on Sundays or Thursdays, E diela nuk punohet. Dielave jo.", []),
    ("Sot Shërbimi Social Shtetëror përgatit udhëzimin.", []),
    ("A 16 year-old came.", [("16 year-old", "age")]),
    ("The afternoon session is chaired by Ms Lindita Rama and closed by Mr. Leka.", []),
    ("Takimi u kryesua nga znj. Valbona Rama; seanca drejtohet nga z. Leka.", []),
    (
        "Vajza 16 vjeçe foli; takimi u kryesua nga znj. Rama.",
        [("16 vjeçe", "age"), ("Rama", "name")],
    ),
    ("", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), EXAMPLES, ids=[text[:30] for text, _found in EXAMPLES]
)
def test_examples(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_passages(text, KNOWN)
    assert [(one.found, one.why.value) for one in found] == expected
    assert all(text[one.start : one.end] == one.found for one in found)


GIVEN = (
    "Mirjeta",
    "Drandofile",
    "Zybejda",
    "Anxhela",
    "Kristina",
    "Valbona",
    "Teuta",
    "Fatjon",
    "Enkeleda",
)
FAMILY = ("Marku", "Lleshi", "Gjokaj", "Përndoj", "Doda", "Shyti", "Bregu")
SENTENCES = (
    "Sipas {name}, {age}, askush nuk e dëgjoi.",
    "Policia e gjeti {name} ({age}) në kufi.",
    "We met {name}, {age}, at the border.",
    "She said that {name} was {age} then.",
    "Shërbimet sociale ndihmuan {name}, {age}; rasti vazhdon.",
)
AGES = ("{n} vjeç", "{n} vjeçe", "{n}-vjeçare", "aged {n}", "{n} years old", "moshë {n}")


def test_every_planted_name_and_age_is_found_and_known_names_never() -> None:
    dice = random.Random(7)
    for _turn in range(2000):
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
        age = dice.choice(AGES).format(n=dice.randint(10, 60))
        text = f"{dice.choice(SENTENCES).format(name=name, age=age)} Artës Hoxha, Besnik Kolës dhe Elira Ndojit iu dha fjala."
        found = find_passages(text, KNOWN)
        covered = [one.found for one in found]
        assert any(name in one for one in covered), text
        assert any(age in one for one in covered), text
        assert not any(part in one for one in covered for part in ("Hoxha", "Kolës", "Ndoj")), text
        assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_given_names_alone_are_found_in_every_form_wherever_they_stand() -> None:
    for form in ("Valbona", "Valbonës", "Valbonën", "valbona", "VALBONA", "Fatjoni", "Fatjonit"):
        for text in (f"{form} erdhi vetë.", f"Më pas erdhi {form}.", f"E pashë: “{form}!”"):
            assert [one.found for one in find_passages(text, KNOWN)] == [form], text


def test_a_long_text_takes_no_time() -> None:
    began = time.process_time()
    for text in (
        "a" * 100_000,
        "A. " * 30_000,
        "Aa " * 30_000,
        "12 " * 30_000,
        "fshati i " * 10_000,
    ):
        find_passages(text, KNOWN)
    assert time.process_time() - began < 5


def test_why_has_a_name_for_every_value() -> None:
    for code in ("en", "sq"):
        with use_language(code):
            assert len({label_of(one) for one in PassageReason}) == len(PassageReason)


NEAR_PLACES = known_names((), (), ("Shkodër", "Elbasan", "Krujë", "Dibër"))


@pytest.mark.parametrize("family", ["Malaj", "Shkodra", "Elbasani", "Kruja", "Dibra"])
@pytest.mark.parametrize("given", ["Drita", "Mirela", "Bashkim"])
def test_a_family_that_is_called_as_a_place_is_a_person(given: str, family: str) -> None:
    told = f"E përmendi me emër: {given} {family}, ajo e furrës, e mori në punë."
    found = [(one.found, one.why) for one in find_passages(told, NEAR_PLACES)]
    assert found[0] == (f"{given} {family}", PassageReason.NAME)


def test_a_place_of_that_name_stays_a_place() -> None:
    found = [
        (one.found, one.why)
        for one in find_passages("Vajza 16 vjeç nga Dibra jeton në Malaj.", NEAR_PLACES)
    ]
    assert found == [
        ("16 vjeç", PassageReason.AGE),
        ("Dibra", PassageReason.PLACE),
        ("në Malaj", PassageReason.PLACE),
    ]


def test_of_passages_that_overlap_the_first_and_of_the_same_words_a_name_says_why() -> None:
    place, name, age = PassageReason.PLACE, PassageReason.NAME, PassageReason.AGE
    found = [(2, 4, place), (2, 4, name), (3, 6, age), (8, 9, age)]
    whole = _apart([TokenPassage(*one, rule="") for one in found])
    assert [one[:3] for one in whole] == [(2, 6, name), (8, 9, age)]
