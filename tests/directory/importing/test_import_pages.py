"""A file comes into the directory: columns, preview, suspects side by side, what is left, and what an export changes."""

import io
import re

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Post
from facilitate.lib.text import Words

from ..rows import add_worker
from .conftest import people_known
from .tables import (
    HEAD,
    confirm_list,
    form_fields,
    guessed_columns,
    preview_counts,
    preview_list,
    rows_answered,
    rows_marked,
    sheet_of_rows,
    upload_list,
)

pytestmark = pytest.mark.both_databases


ANA = ("Ana Çela", "Zyra e Punësimit", "ana@office.example", "+355 4 555 0100")
BESA = ("Besa Gjoni", "Qendra Drita", "besa@office.example", "+355 4 555 0100")


def test_a_list_as_offices_send_it(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        ["PREFEKTURA VLORË", *[None] * 6],
        ["Lista e pjesëmarrësve", *[None] * 6],
        [],
        HEAD,
        [
            "DRITAN",
            "KOLA",
            "ZYRA E PUNËSIMIT",
            "Specialist",
            "dritan@a.example; info@a.example",
            691234567,
            "Vlora",
        ],
        [
            "Elira",
            "Ndoj",
            "Shoqata Agimi",
            "Drejtore",
            "elira@a.example",
            "00355 68 2345678",
            "Gjirokastra",
        ],
        ["Fatos", "Zeka", "Shoqata Agimi", "", "", "042 222 333", ""],
    ]
    path = upload_list(administrator, sheet_of_rows(rows, ["A1:G1", "A2:G2"]))
    guessed = guessed_columns(administrator, path)
    assert [guessed[f"column_{n}"] for n in range(7)] == [
        "given_name",
        "family_name",
        "organisation",
        "position",
        "email",
        "phone",
        "county",
    ]
    html = preview_list(administrator, path, {"sector": known["donor"], "position": "sq"})
    assert preview_counts(html) == (3, 0, 0, 0)
    assert "The first e-mail address is used, this one is not: info@a.example" in html
    assert people_known(app) == [ANA, BESA]
    answer = confirm_list(administrator, path, html)
    assert (answer.status_code, answer.location) == (302, "/directory/people")
    assert rows_answered(administrator, answer) == {  # the second address is not lost
        5: "left out: The first e-mail address is used, this one is not: info@a.example\nnew",
        6: "new",
        7: "new",
    }
    assert people_known(app)[2:] == [
        ("Dritan Kola", "Zyra e Punësimit", "dritan@a.example", "+355 69 123 4567"),
        ("Elira Ndoj", "Shoqata Agimi", "elira@a.example", "+355 68 234 5678"),
        ("Fatos Zeka", "Shoqata Agimi", "", "+355 4 222 2333"),
    ]
    with app.app_context():
        made = db.session.scalars(
            sa.select(Organisation).where(Organisation.name == "Shoqata Agimi")
        ).one()
        assert (made.sector.key, made.county.key if made.county else "") == ("donor", "gjirokaster")
        elira = db.session.scalars(sa.select(Person).where(Person.given_name == "Elira")).one()
        assert elira.position == Words("", "Drejtore")
    assert administrator.get(path).status_code == 404  # the file is gone


def test_an_unknown_county_is_asked_and_the_nearest_offered(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Elira", "Ndoj", "Shoqata Agimi", "", "", "", "Gjirokstër"],
        ["Iris", "Leka", "Tjetra", "", "", "", "Atlantis"],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path, {"sector": known["donor"]})
    assert "What do these values mean?" in html
    options = dict(
        re.findall(
            r'<label for="value-\w+">(\w+)</label>.*?<select[^>]*>(.*?)</select>', html, re.DOTALL
        )
    )
    assert "selected>Gjirokastër" in options["Gjirokstër"]
    assert " selected" not in options["Atlantis"]
    confirm_list(administrator, path, html)
    with app.app_context():
        rows = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()[2:]
        assert [row.county.key if row.county else "" for row in rows] == ["gjirokaster", ""]


def test_an_unknown_county_of_an_organisation_that_is_there_is_told(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Elira", "Ndoj", "Zyra e Punësimit", "", "", "", "Narnia"],
        ["Iris", "Leka", "Zyra e Punësimit", "", "", "", "Vlora"],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path)
    told = "This is not known and not used; the organisation’s details in the directory stay as they are: Narnia"
    assert (preview_counts(html), html.count(told), "What do these values mean?" in html) == (
        (2, 0, 0, 0),
        1,
        False,
    )
    answer = confirm_list(administrator, path, html)
    assert rows_answered(administrator, answer)[2] == f"how it was read: County: {told}\nnew"


def test_rows_that_put_a_new_organisation_in_two_counties_are_told(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        (name, "Ndoj", "Qendra “Agimi”", "", "", "", county)
        for name, county in (("Ela", "Vlorë"), ("Ana", "Lezhë"), ("Ina", "Lezhë"), ("Era", "Vlora"))
    ]
    path = upload_list(administrator, sheet_of_rows([HEAD, *rows]))
    html = preview_list(administrator, path, {"sector": known["donor"]})
    said = "An earlier row puts this new organisation in another county, and that is used: Lezhë"
    assert (html.count(said), preview_counts(html)) == (1, (4, 0, 0, 0))
    assert confirm_list(administrator, path, html).status_code == 302
    with app.app_context():
        office = sa.select(Organisation).where(Organisation.name == "Qendra “Agimi”")
        assert db.session.scalars(office).one().county.key == "vlore"


def test_counties_across_the_list_titles_of_people_and_who_signed(app, sign_in, known) -> None:
    """Lines over all columns say the county; the last rows, behind a gap, are nobody's, though one stands below *Institucioni*."""
    administrator = sign_in("administrator")
    rows = [
        ["Nr", "Emri", "Mbiemri", "Institucioni", "Funksioni", "Firma"],
        ["QARKU FIER"],
        [1, "Z. AGIM", "LIKA", "NJVNP FIER", "Mjek", ""],
        ["QARKU BERAT"],
        [2, "Ndue", "Gega", "ZVAP Krasta", "Drejtor", ""],
        [],
        ["Kryetari", "", "", "Sekretari", "", ""],
        ["Gjergj Bardhi", "", "", "Ana Leka", "", ""],
    ]
    path = upload_list(administrator, sheet_of_rows(rows, merged=["A2:F2", "A4:F4"]))
    html = preview_list(administrator, path)
    assert preview_counts(html) == (2, 0, 0, 1)
    assert confirm_list(administrator, path, html).status_code == 302
    with app.app_context():
        here = sa.select(Person).where(Person.family_name.in_(["Lika", "Gega"]))
        people = db.session.scalars(here.order_by(Person.family_name.desc()))
        assert [(one.name, one.organisation.county.key) for one in people] == [
            ("Agim Lika", "fier"),
            ("Ndue Gega", "berat"),
        ]


def test_a_sector_that_is_not_said_is_one_choice_away(sign_in, known) -> None:
    administrator = sign_in("administrator")
    path = upload_list(
        administrator, sheet_of_rows([HEAD, ["Elira", "Ndoj", "Agimi", "", "", "", ""]])
    )
    html = preview_list(administrator, path, {"sector": ""})
    assert "The organisation is new, and its sector is not given." in html
    assert f'href="{path}#sector"' in html
    assert 'id="sector"' in administrator.get(path).text
    assert "#sector" not in preview_list(administrator, path, {"sector": known["donor"]})


def test_suspects_stand_side_by_side_and_each_is_decided(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Anna", "Cela", "Zyra e Punësimit", "", "", "", ""],
        ["Gjoni", "Besa", "Zyra e Punësimit", "", "", "0691234567", ""],
        ["Ana", "Prifti", "Qendra Drita", "", "ana@office.example", "", ""],
        ["Teuta", "Ahmeti", "Qendra Drita", "", "", "", ""],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path)
    assert preview_counts(html) == (1, 0, 0, 3)
    assert [
        sentence in html
        for sentence in (
            "A similar name in the same organisation",
            "The same name, another organisation",
            "The same e-mail address, another name",
        )
    ] == [True] * 3
    decided = {"person-2": "out", "person-3": f"same:{known['besa']}", "person-4": "new"}
    html = preview_list(administrator, path, decided)
    assert preview_counts(html) == (2, 1, 0, 1)
    answer = confirm_list(administrator, path, html, decided)
    assert people_known(app) == [
        ANA,
        ("Besa Gjoni", "Zyra e Punësimit", "besa@office.example", "+355 69 123 4567"),
        ("Ana Prifti", "Qendra Drita", "ana@office.example", ""),
        ("Teuta Ahmeti", "Qendra Drita", "", ""),
    ]
    with app.app_context():
        post = db.session.scalars(sa.select(Post)).one()
        assert (post.person_id, post.organisation_id) == (known["besa"], known["qendra"])
    assert rows_answered(administrator, answer) == {
        2: "left out: You left this out. (Anna Cela)",
        3: "changed: Organisation: here “Qendra Drita”, in the file “Zyra e Punësimit”\n"
        "changed: Phone: here “+355 4 555 0100”, in the file “+355 69 123 4567”",
        4: "new",
        5: "new",
    }


def test_all_other_suspects_are_decided_at_once(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Anna", "Cela", "Zyra e Punësimit", "", "", "0691234567", ""],
        ["Besa", "Gjoni", "Zyra e Punësimit"],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    assert preview_counts(preview_list(administrator, path)) == (0, 0, 0, 2)
    assert preview_counts(preview_list(administrator, path, {"rest": "new"})) == (2, 0, 0, 0)
    html = preview_list(administrator, path, {"rest": "same"})
    assert preview_counts(html) == (0, 2, 0, 0)
    confirm_list(administrator, path, html)
    assert people_known(app) == [(*ANA[:3], "+355 69 123 4567"), (BESA[0], ANA[1], *BESA[2:])]


def test_an_organisation_with_nearly_the_name_of_another_is_asked(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    path = upload_list(
        administrator, sheet_of_rows([HEAD, ["Teuta", "Ahmeti", "Qendra Drita Vlorë"]])
    )
    html = preview_list(administrator, path, {"sector": known["donor"]})
    assert preview_counts(html) == (0, 0, 0, 1)
    name = re.search(r'name="(office-\w+)"', html)[1]
    assert preview_counts(
        preview_list(administrator, path, {"sector": known["donor"], name: "new"})
    ) == (
        1,
        0,
        0,
        0,
    )
    html = preview_list(administrator, path, {name: str(known["qendra"])})
    confirm_list(administrator, path, html)
    assert people_known(app)[2:] == [("Teuta Ahmeti", "Qendra Drita", "", "")]


def test_rows_with_mistakes_are_told_by_number_and_come_back_mended(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [
        HEAD,
        ["Teuta", "", "Qendra Drita", "", "", "", ""],
        ["Teuta", "Ahmeti", "", "", "", "", ""],
        ["Ilir", "Meta", "Qendra Drita", "", "ilir at qendra", "call me", ""],
        ["=1+1", "Leka", "Qendra Drita", "", "", "", ""],
        ["Nora", "Kola", "Qendra Drita", "", "", "", ""],
        ["Nora", "Kola", "Qendra Drita", "", "nora@a.example", "", ""],
    ]
    rows[4][0] = "@SUM"
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path)
    assert preview_counts(html) == (
        2,
        0,
        0,
        4,
    )  # who cannot be reached as it stands comes in all the same
    for sentence in (
        "row 2</b>: Given name and family name are needed. (Teuta)",
        "row 3, Organisation</b>: There is no organisation in this row.",
        "row 4, E-mail</b>: This is not an e-mail address and is left out: ilir at qendra",
        "row 4, Phone</b>: This is not a phone number and is left out: call me",
        "row 5</b>: A name cannot start with =, + or @. (@Sum)",
        "row 7</b>: This is the same as an earlier row, with other details. Earlier row: 6",
    ):
        assert sentence in html
    marked = path.replace("/columns", "/marked.xlsx")
    content = administrator.post(marked, data=form_fields(html)).data
    said = rows_marked(content)
    assert (list(said), said[4]) == (
        [2, 3, 4, 5, 6, 7],
        "left out: E-mail: This is not an e-mail address and is left out: ilir at qendra\n"
        "left out: Phone: This is not a phone number and is left out: call me\nnew",
    )
    confirm_list(administrator, path, html)
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    sheet["B2"], sheet["E4"], sheet["F4"], sheet["A5"] = "Ahmeti", "", "", "Sara"
    sheet.delete_rows(6)
    sheet.delete_rows(3)
    file = io.BytesIO()
    book.save(file)
    again = upload_list(administrator, file.getvalue())
    html = preview_list(administrator, again)
    assert preview_counts(html) == (2, 1, 1, 0)
    confirm_list(administrator, again, html)
    assert [row[0] for row in people_known(app)] == [
        "Ana Çela",
        "Besa Gjoni",
        "Ilir Meta",
        "Nora Kola",
        "Teuta Ahmeti",
        "Sara Leka",
    ]


def test_the_directory_changed_meanwhile(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    path = upload_list(administrator, sheet_of_rows([HEAD, ["Teuta", "Ahmeti", "Qendra Drita"]]))
    html = preview_list(administrator, path)
    with app.app_context():
        add_worker("Teuta Ahmeti", db.session.get_one(Organisation, known["qendra"]))
        db.session.commit()
    answer = confirm_list(administrator, path, html)
    assert answer.status_code == 409
    assert "The directory has changed since you opened this page." in answer.text
    assert len(people_known(app)) == 3


def test_organisations_come_in_too(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    head = [
        "Organisation",
        "Sector",
        "Kind",
        "Level",
        "County",
        "District",
        "Number in the directory",
    ]
    rows = [
        head,
        ["Zyra e Punësimit dhe Aftësimit", "", "Employment office", "", "Fier", "", known["zyra"]],
        ["Qendra Drita", "Donor", "", "", "", "", ""],
        ["Fondi", "Donor", "Donor", "International", "", "", ""],
        ["Pa sektor", "", "", "", "", "", ""],
        ["Gabim", "Donor", "", "", "Fier", "Vlorë", ""],
    ]
    path = upload_list(administrator, sheet_of_rows(rows))
    html = preview_list(administrator, path)
    assert preview_counts(html) == (1, 2, 0, 2)
    assert "row 6, District</b>: This district is not in this county. (Fier, Vlorë)" in html
    confirm_list(administrator, path, html)
    with app.app_context():
        rows = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()
        assert [
            (
                row.name,
                row.sector.key,
                row.kind.value,
                row.level.value,
                row.county.key if row.county else "",
                row.district_id,
            )
            for row in rows
        ] == [
            (
                "Zyra e Punësimit dhe Aftësimit",
                "local_government",
                "employment",
                "county",
                "fier",
                None,
            ),
            ("Qendra Drita", "donor", "other", "county", "", None),
            ("Fondi", "donor", "donor", "international", "", None),
        ]


def test_only_administrators_bring_files_in(app, sign_in, client, known) -> None:
    administrator, organiser = sign_in("administrator"), sign_in("organiser")
    path = upload_list(administrator, sheet_of_rows([HEAD, ["Teuta", "Ahmeti", "Qendra Drita"]]))
    for address in ("/directory/import", path, "/directory/import/answers/0123.xlsx"):
        assert (organiser.get(address).status_code, client.get(address).status_code) == (403, 302)
    waiting = path.removesuffix("/columns")
    for address in (waiting, f"{waiting}/marked.xlsx", f"{waiting}/cancel"):
        assert organiser.post(address).status_code == 403
    assert administrator.get(f"{waiting}/cancel").status_code == 405
    assert administrator.get(f"/directory/import/answers/{waiting[-32:]}.xlsx").status_code == 404
    assert administrator.get("/directory/import/0123").status_code == 404
    assert administrator.post(f"{waiting}/cancel").status_code == 302
    assert administrator.get(path).status_code == 404


def test_a_made_up_answer_about_a_person_is_none(app, sign_in, known) -> None:
    administrator = sign_in("administrator")
    rows = [HEAD, ["Bessa", "Gjoni", "Shoqata Agimi", "", "besa@office.example", "", ""]]
    path = upload_list(administrator, sheet_of_rows(rows))
    for said in ("same:²", f"same:{'9' * 5000}", "²"):
        sent = {"sector": known["donor"], "person-2": said, "office-x": "²"}
        assert "Bessa" in preview_list(administrator, path, sent)
