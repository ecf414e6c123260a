"""An edition is imported whole or not at all, kept for good, and found again by the index."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from licet.cli import main
from licet.common.errors import BadInput, Unreadable
from licet.parties import Party
from licet.screening import freshness, screen
from licet.store.ledger import fsck
from licet.store.list_files import ofac_files, un_file
from licet.store.lists import current_index, current_lists, editions_in_use, import_list, import_watchlist
from licet.store.models import Entry, ListEdition, ListEntry
from licet.store.packs import watchlist
from tests.exchange.test_lists_ofac import ADD, ALT, SDN
from tests.exchange.test_lists_un import GOOD

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = AT.date()
PERSON = Party("end_user", "Dariyush Velkanov", "individual")


@pytest.fixture
def un(tmp_path: Path) -> Path:
    path = tmp_path / "un.xml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def ofac(tmp_path: Path) -> Path:
    for name, text in (("sdn", SDN), ("add", ADD), ("alt", ALT)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return tmp_path / "sdn.csv"


def test_an_import_puts_the_edition_in_use_and_writes_the_log(un):
    done = import_list("un", un, at=AT)
    assert (done.new, done.edition.active, done.edition.list_date) == (True, True, date(2026, 2, 27))
    assert ListEntry.objects.count() == done.edition.entry_count == 1
    assert Entry.objects.get().kind == "list.imported"
    assert screen(PERSON, current_index(DAY))[0].entry.uid == "INi.001"


def test_the_same_file_again_changes_nothing(un):
    first = import_list("un", un, at=AT)
    again = import_list("un", un, at=AT)
    assert (again.new, again.edition) == (False, first.edition)
    assert (ListEdition.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_new_edition_takes_over_and_the_old_one_is_kept(un):
    old = import_list("un", un, at=AT).edition
    un.write_text(GOOD.replace("2026-02-27", "2026-11-19").replace("VELKANOV", "VELKANOVA"), encoding="utf-8")
    new = import_list("un", un, at=AT).edition
    old.refresh_from_db()
    assert (old.active, new.active) == (False, True)
    assert editions_in_use() == editions_in_use(DAY) == [new]
    assert editions_in_use(date(2026, 5, 1)) == [old]
    assert ListEntry.objects.filter(edition=old).exists()


def test_an_older_edition_is_kept_and_not_used(un):
    new = import_list("un", un, at=AT).edition
    un.write_text(GOOD.replace("2026-02-27", "2018-10-29"), encoding="utf-8")
    old = import_list("un", un, at=AT).edition
    assert not old.active
    assert editions_in_use() == [new]


@pytest.mark.parametrize("text", ["", GOOD[:-40], "<html/>", GOOD.replace("VELKANOV", "VEL\x00")])
def test_a_file_that_cannot_be_read_leaves_nothing(un, text):
    un.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        import_list("un", un, at=AT)
    assert not ListEdition.objects.exists()
    assert not ListEntry.objects.exists()
    assert not Entry.objects.exists()


def test_files_of_one_vintage_are_found_beside_each_other(ofac):
    done = import_list("ofac", ofac, at=AT, list_date=date(2026, 11, 19))
    assert [f["name"] for f in done.edition.files] == ["sdn.csv", "add.csv", "alt.csv"]
    assert [p.what for p in done.problems] == ["no entry has the number 99", "no entry has the number 98"]
    assert done.edition.problems[0]["what"] == "no entry has the number 99"


def test_a_folder_is_read_as_its_files(ofac):
    assert import_list("ofac", ofac.parent, at=AT).edition.entry_count == 3


def test_an_edition_of_unknown_date_does_not_replace_a_dated_one(ofac):
    dated = import_list("ofac", ofac, at=AT, list_date=date(2026, 11, 19)).edition
    assert not import_list("ofac", ofac, at=AT).edition.active
    assert editions_in_use() == editions_in_use(DAY) == [dated]


def test_without_a_date_the_list_is_of_unknown_date_and_blocks(ofac):
    import_list("ofac", ofac, at=AT)
    assert [p.code for p in freshness(current_lists(DAY), DAY, 7)] == ["undated"]
    import_list("ofac", ofac, at=AT, list_date=date(2026, 11, 19))
    assert freshness(current_lists(DAY), DAY, 7) == []


def test_a_missing_companion_is_reported(ofac):
    (ofac.parent / "alt.csv").unlink()
    done = import_list("ofac", ofac, at=AT)
    assert "no file of other names" in done.problems[0].what


def test_a_given_companion_is_used(ofac, tmp_path):
    elsewhere = tmp_path / "x"
    elsewhere.mkdir()
    moved = elsewhere / "names.csv"
    moved.write_text(ALT, encoding="utf-8", newline="")
    (ofac.parent / "alt.csv").unlink()
    done = import_list("ofac", ofac, at=AT, alt=moved)
    assert done.edition.entries.get(uid="36").data["statements"][-2][1] == "VELKANOFF, D."


@pytest.mark.parametrize("name", ["none.xml", "."])
def test_refuses_a_path_without_a_list(tmp_path, name):
    with pytest.raises(Unreadable) as fault:
        import_list("un", tmp_path / name, at=AT)
    assert fault.value.code == "LIC-701"


def test_refuses_what_is_no_regular_file():
    with pytest.raises(Unreadable) as fault:
        import_list("un", Path("/dev/zero"), at=AT)
    assert fault.value.code == "LIC-701"


def test_refuses_a_huge_file_before_reading_it(un):
    with un.open("r+b") as file:
        file.truncate(1_100_000_000)
    with pytest.raises(Unreadable) as fault:
        import_list("un", un, at=AT)
    assert fault.value.code == "LIC-703"


def test_refuses_a_date_that_the_file_contradicts(un):
    with pytest.raises(BadInput) as fault:
        import_list("un", un, at=AT, list_date=date(2026, 11, 19))
    assert fault.value.code == "LIC-710"


def test_refuses_a_list_it_does_not_know(un):
    with pytest.raises(BadInput) as fault:
        import_list("eu", un, at=AT)
    assert fault.value.code == "LIC-713"


def test_editing_an_entry_in_the_database_changes_the_digest_the_log_holds(un):
    edition = import_list("un", un, at=AT).edition
    before = edition.digest()
    ListEntry.objects.update(name="SOMEBODY ELSE")
    assert edition.digest() != before
    assert edition.ledger_record()["entries_sha256"] != before


def test_fsck_finds_and_locates_an_edited_entry(un):
    edition = import_list("un", un, at=AT).edition
    assert [f for f in fsck() if f.table == "store_listedition"] == []
    ListEntry.objects.update(name="SOMEBODY ELSE")
    (fault,) = [f for f in fsck() if f.table == "store_listedition"]
    assert (fault.key, fault.fields) == (str(edition.pk), ("entries_sha256",))


def test_the_index_is_built_once_for_the_same_editions(un):
    import_list("un", un, at=AT)
    assert current_index(DAY) is current_index(DAY)
    import_watchlist(at=AT)
    assert len(current_index(DAY)) == 41


def test_the_invented_list_says_that_it_is_invented():
    pack = watchlist()
    assert pack.source == "invented"
    assert 35 <= len(pack.entries) <= 50
    assert {e.schema for e in pack.entries} == {"person", "organisation", "vessel", "aircraft"}
    assert all(e.uid.startswith("INV-") and all(p.startswith("INV-") for p in e.programmes) for e in pack.entries)
    assert all(e.birth_dates or not e.about("birth_date") for e in pack.entries)


@pytest.mark.data
def test_nobody_on_the_invented_list_is_on_a_real_one(data):
    import_list("un", data / "sanctions" / "watchman__test_testdata_UN_consolidated.xml", at=AT)
    index = current_index()
    for entry in watchlist().entries:
        for statement in entry.names:
            hits = screen(Party("end_user", statement.value), index, threshold=0.85)
            assert not hits, f"{statement.value} is like {hits[0].matched_name}"


@pytest.mark.data
def test_pairs_the_real_vintages(data):
    folder = data / "sanctions"
    bench = ofac_files(folder / "watchman__test_testdata_bench_sdn.csv")
    assert (bench.add, bench.alt) == tuple(folder / f"watchman__test_testdata_bench_{p}.csv" for p in ("add", "alt"))
    sancbook = ofac_files(folder)
    assert sancbook.sdn.name == "sancbook__sdn_2023-11.csv"
    assert sancbook.add == folder / "sancbook__sdn_address_2023-11.csv"
    assert sancbook.alt is None
    assert {p.where for p in sancbook.problems} >= {"watchman__test_testdata_bench_sdn.csv"}
    assert un_file(folder)[0].name == "watchman__test_testdata_UN_consolidated.xml"


def run(*words: str):
    return CliRunner().invoke(main, list(words))


def test_screen_says_when_there_is_no_list():
    done = run("screen", "Dariyush Velkanov")
    assert done.exit_code == 1
    assert "No watchlist has been imported" in done.stderr


def test_screen_finds_and_explains(un):
    un.write_text(GOOD.replace("2026-02-27", "2026-11-19"), encoding="utf-8")
    assert run("lists", "import", "un", str(un)).exit_code == 0
    done = run("screen", "Daryush Velkanow", "--schema", "person", "--birth-date", "1971")
    assert done.exit_code == 1
    assert "INi.001" in done.stdout
    assert "sounds like" in done.stdout


def test_screen_prints_json(un):
    run("lists", "import", "un", str(un))
    done = run("screen", "Nobody Whatsoever", "--json")
    assert '"hits": []' in done.stdout


def test_a_damaged_list_is_one_line_of_cause_and_one_of_remedy(un):
    un.write_text(GOOD[:-40], encoding="utf-8")
    done = run("lists", "import", "un", str(un))
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 2
    assert "LIC-705" in done.stderr


def test_show_prints_lists_and_their_age(un):
    run("lists", "import", "un", str(un))
    done = run("lists", "show")
    assert done.exit_code == 1
    assert "2026-02-27" in done.stdout
    assert "days old" in done.stderr


@pytest.mark.parametrize("words", [["--birth-date", "soon"], ["--state", "Atlantis"]])
def test_screen_refuses_bad_input(words):
    assert run("screen", "Dariyush Velkanov", *words).exit_code == 2


def test_screen_refuses_a_name_without_letters():
    assert run("screen", "???").exit_code == 2
