"""The 61 municipalities: each in its county, found by the names people write."""

from collections import defaultdict

import pytest

from facilitate.directory.municipalities import (
    all_municipalities,
    municipality_meant,
    names_in_districts,
)

IN_COUNTIES = {
    "berat": "Berat, Dimal, Kuçovë, Poliçan, Skrapar",
    "diber": "Bulqizë, Dibër, Klos, Mat",
    "durres": "Durrës, Krujë, Shijak",
    "elbasan": "Belsh, Cërrik, Elbasan, Gramsh, Librazhd, Peqin, Prrenjas",
    "fier": "Divjakë, Fier, Lushnjë, Mallakastër, Patos, Roskovec",
    "gjirokaster": "Dropull, Gjirokastër, Këlcyrë, Libohovë, Memaliaj, Përmet, Tepelenë",
    "korce": "Devoll, Kolonjë, Korçë, Maliq, Pogradec, Pustec",
    "kukes": "Has, Kukës, Tropojë",
    "lezhe": "Kurbin, Lezhë, Mirditë",
    "shkoder": "Fushë-Arrëz, Malësi e Madhe, Pukë, Shkodër, Vau i Dejës",
    "tirane": "Kamëz, Kavajë, Rrogozhinë, Tiranë, Vorë",
    "vlore": "Delvinë, Finiq, Himarë, Konispol, Sarandë, Selenicë, Vlorë",
}
"""As law 115/2014 has them; Ura Vajgurore is called Dimal since 2021."""


def test_each_is_in_its_county() -> None:
    found = defaultdict(set)
    for one in all_municipalities():
        found[one.county].add(one.name)
    assert found == {county: set(names.split(", ")) for county, names in IN_COUNTIES.items()}
    assert len(all_municipalities()) == 61


def test_no_name_means_two_districts() -> None:
    names = [name for name, _district in names_in_districts()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("office", "county", "meant"),
    [
        ("Bashkia Burrel", "diber", "Mat"),
        ("Bashkia e Matit", None, "Mat"),
        ("BASHKIA VAU I DEJES", None, "Vau i Dejës"),
        ("Municipality of Shijak", "durres", "Shijak"),
        ("Bashkia Ura Vajgurore", "berat", "Dimal"),
        ("Bashkia e Cërrikut", "elbasan", "Cërrik"),
        ("Bashkia Malësi e Madhe", None, "Malësi e Madhe"),
        ("Bashkia Korçë", "vlore", None),
        ("Komuna Qendër", None, None),
    ],
)
def test_an_office_is_known_by_its_name(office: str, county: str | None, meant: str | None) -> None:
    found = municipality_meant(office, county)
    assert (found.name if found else None) == meant
