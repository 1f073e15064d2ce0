"""A file that waits comes out as it went in."""

from facilitate.exchange.waiting import Parcel, bare_file_name, unpack_parcel


def test_what_waits_is_unpacked_as_it_was() -> None:
    for parcel in (Parcel("list.xlsx", b"PK\n\x00"), Parcel("ë.csv", b"", '{"sheet": 1}')):
        assert unpack_parcel(parcel.packed()) == parcel


def test_a_name_has_no_folders() -> None:
    names = ("C:\\a\\b.xlsx", "/a/b.xlsx", "b.xlsx", "")
    assert [bare_file_name(name) for name in names] == ["b.xlsx", "b.xlsx", "b.xlsx", ""]


def test_a_name_turns_no_sentence_around_and_looks_as_it_is() -> None:
    names = ("\u202egpj.exe", "l\u200fi\u2066st.xlsx", "Ftesë.xlsx")
    assert [bare_file_name(name) for name in names] == [
        "gpj.exe",
        "list.xlsx",
        "Ftesë.xlsx",
    ]
