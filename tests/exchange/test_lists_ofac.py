"""The OFAC list is read from three files; rows without an owner are reported, hostile cells are only text."""

from __future__ import annotations

import pytest

from licet.common.errors import BadInput, Unreadable
from licet.exchange.lists_ofac import read_ofac
from licet.exchange.ofac_remarks import remark_statements

NOTHING = ",-0- " * 7
REMARKS = "DOB 14 Mar 1971; alt. DOB circa 1970; nationality Iran; Passport X0017 (Iran); a.k.a. 'DV'; Gender Male."
SDN = f"""36,"VELKANOV, Dariyush","individual","SDGT] [IRAN-X",-0- {",-0- " * 6},"{REMARKS}"\r
37,"OSPREY MERIDIAN","vessel","IRAN-X",-0- ,"AB12","Tug",-0- ,-0- ,"Panama","Somebody S.A.",\
"Vessel Registration Identification IMO 9074729; MMSI 999000171."\r
38,"=HYPERLINK(""http://x"")",-0- ,"X",-0- {",-0- " * 6},-0- \r
\x1a"""
ALT = '36,1,"aka","VELKANOFF, D.",-0- \r\n37,2,"fka","KARSTEN STAR",-0- \r\n99,3,"aka","NOBODY",-0- \r\n\x1a'
ADD = '36,1,"Kade 1","Port Karsten","Iran",-0- \r\n38,2,-0- ,-0- ,"Panama",-0- \r\n98,3,-0- ,-0- ,"Cuba",-0- \r\n\x1a'
HEADER = "ID,Name,Type,Country,Title,Col_F,Col_G,Col_H,Col_I,Col_J,Col_K,Details\r\n"


def read(sdn: str = SDN, add: str | None = ADD, alt: str | None = ALT):
    places, names = (part.encode() if part is not None else None for part in (add, alt))
    return read_ofac(sdn.encode(), places, names, "sdn.csv")


def code(sdn: str | bytes) -> str:
    with pytest.raises(BadInput) as fault:
        read_ofac(sdn if isinstance(sdn, bytes) else sdn.encode(), None, None, "sdn.csv")
    assert "sdn.csv" in fault.value.where
    assert fault.value.remedy
    return fault.value.code


def test_reads_entries_with_names_addresses_and_remarks():
    person, ship, company = read().entries
    assert [(s.value, s.kind) for s in person.names] == [
        ("VELKANOV, Dariyush", "primary"),
        ("DV", "weak"),
        ("VELKANOFF, D.", "alias"),
    ]
    assert person.programmes == ("SDGT", "IRAN-X")
    assert [str(d) for d in person.birth_dates] == ["1971-03-14", "about 1970"]
    assert person.states == ("Iran",)
    assert (person.identifiers[0].kind, person.identifiers[0].value, person.identifiers[0].state) == (
        "passport",
        "X0017",
        "Iran",
    )
    assert {(i.kind, i.normal) for i in ship.identifiers} == {
        ("call_sign", "AB12"),
        ("imo", "9074729"),
        ("mmsi", "999000171"),
    }
    assert (ship.schema, ship.names[1].kind) == ("vessel", "former")
    assert (company.schema, company.states) == ("organisation", ("Panama",))


def test_every_statement_knows_its_line():
    person = read().entries[0]
    assert person.names[0].place == "entries, line 1"
    assert person.names[2].place == "other names, line 1"


def test_a_formula_is_kept_as_text():
    assert read().entries[2].name == '=HYPERLINK("http://x")'


def test_rows_without_an_owner_are_reported_and_not_dropped_in_silence():
    assert [(p.where, p.what) for p in read().problems] == [
        ("sdn.csv (other names), line 3", "no entry has the number 99"),
        ("sdn.csv (addresses), line 3", "no entry has the number 98"),
    ]


def test_a_header_row_makes_no_difference():
    with_header, without = read(HEADER + SDN), read()
    assert [e.fingerprint() for e in with_header.entries] == [e.fingerprint() for e in without.entries]


def test_works_without_the_other_files():
    result = read(add=None, alt=None)
    assert len(result.entries) == 3
    assert result.problems == ()


def test_reports_a_missing_end_mark():
    assert "may be cut off" in read(SDN.replace("\x1a", "")).problems[0].what


@pytest.mark.parametrize("sdn", ["", "\x1a", "  \r\n", "\x00"])
def test_refuses_an_empty_file(sdn):
    assert code(sdn) == "LIC-702"


def test_refuses_a_file_cut_off_inside_a_row():
    assert code(SDN[: SDN.index("MMSI")]) == "LIC-705"
    assert code(SDN[: SDN.index('"Tug"')]) == "LIC-705"


@pytest.mark.parametrize(
    "text", ["name;type\nfoo;bar\n", "<html></html>", ALT, '{"a": 1}', "=1+1,x,y,z,a,b,c,d,e,f,g,h\n", "36\n"]
)
def test_refuses_what_is_not_the_list(text):
    assert code(text) in {"LIC-705", "LIC-707"}


def test_refuses_another_encoding():
    assert code(SDN.replace("Dariyush", "Dariyüsh").encode("latin-1")) == "LIC-704"
    assert code(SDN.encode("utf-16")) == "LIC-709"


def test_refuses_nul_bytes():
    assert code(SDN.replace("VELKANOV", "VEL\x00KANOV")) == "LIC-709"


def test_refuses_a_field_or_line_longer_than_any_list_has():
    assert code(f'36,"{"x" * 30_000}"') == "LIC-708"
    assert code("36," + "x" * 1_100_000) == "LIC-708"


def test_refuses_two_entries_of_one_number():
    assert code(SDN.replace("\n37,", "\n36,")) == "LIC-707"


def test_a_short_row_of_addresses_is_reported():
    assert any("columns" in p.what for p in read(add='36,1,"x"\r\n\x1a').problems)


def test_remarks_keep_what_they_do_not_understand():
    said = list(remark_statements("Something new 17; DOB 1970.", "here"))
    assert [(s.about, s.value) for s in said] == [("birth_date", "1970"), ("remark", "Something new 17; DOB 1970.")]


BENCH = "watchman__test_testdata_bench_{}.csv"


@pytest.mark.data
def test_reads_the_real_vintage_of_three_files(data):
    parts = [(data / "sanctions" / BENCH.format(part)).read_bytes() for part in ("sdn", "add", "alt")]
    result = read_ofac(*parts, "bench")
    assert (len(result.entries), result.problems) == (8976, ())
    assert sum(len(e.names) for e in result.entries) > 20_000


@pytest.mark.data
def test_reads_the_real_list_with_a_header_row(data):
    folder = data / "sanctions"
    sdn, add = (folder / f"sancbook__{name}_2023-11.csv" for name in ("sdn", "sdn_address"))
    result = read_ofac(sdn.read_bytes(), add.read_bytes(), None, "sancbook")
    assert len(result.entries) == 11_443
    assert len([e for e in result.entries if e.schema == "person"]) == 5_890


@pytest.mark.data
def test_other_names_of_another_vintage_are_reported_row_by_row(data):
    folder = data / "sanctions"
    sdn = (folder / "sancbook__sdn_2023-11.csv").read_bytes()
    alt = (folder / "ofacserver__alt_2026-03.csv").read_bytes()
    result = read_ofac(sdn, None, alt, "mixed")
    used = sum(s.place.startswith("other names") for e in result.entries for s in e.names)
    orphans = [p for p in result.problems if "no entry has the number" in p.what]
    unnamed = [p for p in result.problems if "the name is empty" in p.what]
    assert used + len(orphans) + len(unnamed) == 20_202
    assert len(orphans) > 1_000


def test_unreadable_is_bad_input():
    assert issubclass(Unreadable, BadInput)
