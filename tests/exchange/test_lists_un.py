"""The UN list is read whole, with the place of every statement, or refused with place and remedy."""

from __future__ import annotations

import pytest

from licet.common.errors import Unreadable
from licet.exchange.lists_un import read_un
from licet.exchange.reading import decode

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
PERSON = """<INDIVIDUALS><INDIVIDUAL><DATAID>17</DATAID><FIRST_NAME> DARIYUSH </FIRST_NAME>
<SECOND_NAME>VELKANOV</SECOND_NAME><UN_LIST_TYPE>Invented</UN_LIST_TYPE><REFERENCE_NUMBER>INi.001</REFERENCE_NUMBER>
<LISTED_ON>2024-02-06</LISTED_ON><NAME_ORIGINAL_SCRIPT>Дариюш Велканов</NAME_ORIGINAL_SCRIPT>
<NATIONALITY><VALUE>State-B</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Darius</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>D. Velkanoff; =cmd|'/c calc'!A0</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1972</TO_YEAR>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1969</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Número de pasaporte</TYPE_OF_DOCUMENT><NUMBER>X 17</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS>"""
GOOD = f"{HEAD}{PERSON}</CONSOLIDATED_LIST>"


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as fault:
        read_un(data, "un.xml")
    assert "un.xml" in fault.value.where
    assert fault.value.remedy
    return fault.value.code


def test_reads_every_statement_with_its_place():
    result = read_un(GOOD.encode(), "un.xml")
    (entry,) = result.entries
    assert (result.dated, result.problems, entry.uid, entry.schema) == ("2026-02-27", (), "INi.001", "person")
    assert [(s.value, s.kind) for s in entry.names] == [
        ("DARIYUSH VELKANOV", "primary"),
        ("Дариюш Велканов", "original"),
        ("Darius", "weak"),
        ("D. Velkanoff", "alias"),
        ("=cmd|'/c calc'!A0", "alias"),
    ]
    assert [str(d) for d in entry.birth_dates] == ["1970 to 1972", "about 1969"]
    assert entry.identifiers[0].kind == "passport"
    assert entry.names[2].place == "INDIVIDUAL 17, INDIVIDUAL_ALIAS[1]"


def test_reads_a_file_with_a_byte_order_mark():
    assert read_un(b"\xef\xbb\xbf" + GOOD.encode(), "un.xml").entries


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x00", b"\x1a"])
def test_refuses_an_empty_file(data):
    assert code(data) == "LIC-702"


@pytest.mark.parametrize("cut", [60, 200, 700, -20, -1])
def test_refuses_a_truncated_file(cut):
    assert code(GOOD.encode()[:cut]) == "LIC-705"


def test_refuses_another_encoding():
    assert code(GOOD.encode("cp1251", errors="ignore")) == "LIC-704"
    assert code(GOOD.encode("utf-16")) == "LIC-709"


def test_refuses_control_characters():
    assert code(GOOD.replace("VELKANOV", "VEL\x00KANOV").encode()) == "LIC-709"


BOMB = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"""
LEAK = """<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&f;</CONSOLIDATED_LIST>"""
REMOTE = """<!DOCTYPE l SYSTEM "http://example.org/x.dtd"><CONSOLIDATED_LIST/>"""


@pytest.mark.parametrize("text", [BOMB, LEAK, REMOTE])
def test_refuses_entities_and_document_types(text):
    assert code(text.encode()) == "LIC-706"


@pytest.mark.parametrize("text", ["<html><body/></html>", f"{HEAD}</CONSOLIDATED_LIST>", "36,x,y"])
def test_refuses_what_is_not_the_list(text):
    assert code(text.encode()) in {"LIC-705", "LIC-707"}


def test_refuses_two_entries_of_one_number():
    with pytest.raises(Exception, match="Two entries have the number"):
        read_un(f"{HEAD}{PERSON}{PERSON}</CONSOLIDATED_LIST>".encode(), "un.xml")


def test_refuses_a_line_longer_than_any_list_has():
    assert code(b"<CONSOLIDATED_LIST>" + b"x" * 1_100_000) == "LIC-708"


def test_refuses_a_field_longer_than_any_list_has():
    long = GOOD.replace("State-B", "x" * 30_000)
    with pytest.raises(Unreadable) as fault:
        read_un(long.encode(), "un.xml")
    assert fault.value.code == "LIC-708"


def test_refuses_a_file_larger_than_any_list_is():
    with pytest.raises(Unreadable) as fault:
        decode(b"x" * 101, "un.xml", largest=100)
    assert fault.value.code == "LIC-703"


def test_reports_an_entry_without_a_name_that_can_be_screened():
    nameless = GOOD.replace("DARIYUSH", "-").replace("VELKANOV", "-").replace("Дариюш Велканов", "")
    nameless = nameless.replace("Darius", "").replace("D. Velkanoff; =cmd|'/c calc'!A0", "")
    result = read_un(nameless.encode(), "un.xml")
    assert "no name" in result.problems[0].what


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "dated", "entries", "originals"),
    [
        ("watchman__test_testdata_UN_consolidated.xml", "2026-02-27", 1003, 378),
        ("perchrh__un_consolidated_2018-10.xml", "2018-10-29", 1093, 411),
    ],
)
def test_reads_the_real_list(data, name, dated, entries, originals):
    result = read_un((data / "sanctions" / name).read_bytes(), name)
    assert (result.dated, len(result.entries), result.problems) == (dated, entries, ())
    assert sum(s.kind == "original" for e in result.entries for s in e.names) == originals


@pytest.mark.data
def test_the_real_delta_is_seen_by_fingerprints(data):
    def fingerprints(name: str) -> dict[str, str]:
        return {e.uid: e.fingerprint() for e in read_un((data / "sanctions" / name).read_bytes(), name).entries}

    old = fingerprints("perchrh__un_consolidated_2018-10.xml")
    new = fingerprints("watchman__test_testdata_UN_consolidated.xml")
    assert len(new.keys() - old.keys()) > 50
    assert len(old.keys() - new.keys()) > 50
    assert 50 < sum(old[uid] == new[uid] for uid in old.keys() & new.keys()) < len(old)
