"""Backup and restore: whole, checked, without the signing key, and never back behind what was signed."""

import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licet.common.errors import Unreadable
from licet.store.backup_restore import _unpack, restore

JOURNEY = """
prepare()
write("case:1", 3)
(HOME / "documents").mkdir()
(HOME / "documents" / "licence.pdf").write_text("paper")
away = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME.parent
first = run("backup", away / "one.tar.gz")
again = run("backup", away / "one.tar.gz")
nowhere = run("backup", away / "missing" / "one.tar.gz")
(HOME / "documents" / "licence.pdf").write_text("changed")
write("case:1", 2)
with_key = run("backup", away / "key.tar.gz", "--with-key")
into_folder = run("backup", away)
refused = run("restore", away / "one.tar.gz")
old = run("restore", away / "one.tar.gz", "--force")
document = (HOME / "documents" / "licence.pdf").read_text()
kept = sorted(path.name for path in HOME.iterdir() if ".before-" in path.name)
try:
    ledger.publish(AT)
    signs = True
except ledger.RollbackDetected:
    signs = False
for path in kept:
    (HOME / path).rename(HOME.parent / path)
new = run("restore", away / "key.tar.gz", "--force")
write("case:1", 1)
after = run("log", "fsck")
with connection.cursor() as cursor:
    cursor.execute("UPDATE store_account SET roles = '[\\"administrator\\"]' WHERE id = 2")
tampered = run("backup", away / "tampered.tar.gz")
told(first=first, again=again, nowhere=nowhere, with_key=with_key, into_folder=into_folder, refused=refused, old=old,
     document=document, kept=kept, signs=signs, new=new, after=after, tampered=tampered, key=run("log", "key"))
"""


def names(path):
    with tarfile.open(path) as archive:
        return set(archive.getnames())


def test_the_way_of_a_backup(installation, tmp_path):
    said = installation.run(JOURNEY)
    assert said["first"]["code"] == 0
    assert "does not hold the log's private signing key" in said["first"]["output"]
    assert "no faults" in said["first"]["output"]
    assert names(tmp_path / "one.tar.gz") == {"manifest.json", "licet.sqlite3", "documents/licence.pdf"}
    assert names(tmp_path / "key.tar.gz") > {"log.key"}
    assert "private signing key" in said["with_key"]["output"]
    assert (tmp_path / "one.tar.gz").stat().st_mode & 0o777 == 0o600
    assert [said[step]["code"] for step in ("again", "nowhere", "into_folder")] == [1, 2, 0]

    assert said["refused"]["code"] == 1
    assert "LIC-753" in said["refused"]["output"]
    assert said["document"] == "paper"
    assert len(said["kept"]) == 2

    assert said["old"]["code"] == 1
    assert "5 entries were signed, and the database holds 3" in said["old"]["output"]
    assert "Restore the newest backup" in said["old"]["output"]
    assert said["signs"] is False

    assert (said["new"]["code"], said["after"]["code"]) == (0, 0)
    assert said["tampered"]["code"] == 1
    assert "store_account 2" in said["tampered"]["output"]
    on_a_new_machine(installation, tmp_path, said["key"]["output"].strip())


NEW_MACHINE = """
away = HOME.parent
stranger = run("restore", away / "one.tar.gz")
told_key = run("restore", away / "one.tar.gz", "--key", KEY)
write("case:9", 1)
told(stranger=stranger, told_key=told_key, after=run("log", "fsck"))
"""
WITH_KEY = """
restored = run("restore", HOME.parent / "key.tar.gz")
write("case:9", 1)
told(restored=restored, after=run("log", "fsck"), key=run("log", "key"))
"""


def on_a_new_machine(installation, tmp_path, key):
    """Restore where nothing is: the log's key must be told, or come along."""
    installation.home = tmp_path / "second"
    said = installation.run(f"KEY = {key!r}" + NEW_MACHINE)
    assert said["stranger"]["code"] == 1
    assert f"{key}, which is not known here" in said["stranger"]["output"]
    assert (said["told_key"]["code"], said["after"]["code"]) == (0, 0), said
    installation.home = tmp_path / "third"
    said = installation.run(WITH_KEY)
    assert (said["restored"]["code"], said["after"]["code"]) == (0, 0), said
    assert said["key"]["output"].strip() == key


def archive(path, members, manifest=None):
    with tarfile.open(path, "w:gz") as made:
        for name, content in {**members, **({} if manifest is None else {"manifest.json": manifest})}.items():
            info = tarfile.TarInfo(name)
            if isinstance(content, tarfile.TarInfo):
                made.addfile(content)
                continue
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return path


def link(name):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


MANIFEST = {"format": "licet-backup@v1", "verifier": "x", "made_at": "x", "checkpoint": "", "files": {}}
HOSTILE = {
    "a path out of the folder": {"../evil": b"x"},
    "a path out through documents": {"documents/../../evil": b"x"},
    "an absolute path": {"/tmp/evil": b"x"},
    "a link": {"licet.sqlite3": link("licet.sqlite3")},
    "a link among documents": {"documents/a": link("documents/a")},
    "an unknown file": {"settings.py": b"x"},
    "no manifest": {"licet.sqlite3": b"x"},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_writes_nothing_outside(name, tmp_path):
    file, into = archive(tmp_path / "b.tar.gz", HOSTILE[name]), tmp_path / "in" / "deep"
    into.mkdir(parents=True)
    with pytest.raises(Unreadable, match="LIC-751"):
        _unpack(file, into)
    assert not (tmp_path / "evil").exists()
    assert not Path("/tmp/evil").exists()


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"format": "other"}', b"\xff"])
def test_a_manifest_that_is_none_is_refused(manifest, tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(Unreadable, match="LIC-751"):
        _unpack(archive(tmp_path / "b.tar.gz", {}, manifest), tmp_path / "in")


@pytest.mark.parametrize(
    ("members", "files", "said"),
    [
        ({"licet.sqlite3": b"x"}, {"licet.sqlite3": "0" * 64}, "not the file that was backed up"),
        ({}, {"licet.sqlite3": "0" * 64}, "is missing"),
        ({"documents/a": b"x"}, {}, "is not in the manifest"),
    ],
)
def test_a_file_that_the_manifest_does_not_vouch_for_is_refused(members, files, said, tmp_path):
    (tmp_path / "in").mkdir()
    manifest = json.dumps({**MANIFEST, "files": files}).encode()
    with pytest.raises(Unreadable, match=said):
        _unpack(archive(tmp_path / "b.tar.gz", members, manifest), tmp_path / "in")


@pytest.mark.parametrize("data", [b"", b"not a tar", b"\x1f\x8b\x08\x00\x00"])
def test_a_file_that_is_no_archive_is_refused(data, tmp_path):
    (tmp_path / "b.tar.gz").write_bytes(data)
    (tmp_path / "in").mkdir()
    with pytest.raises(Unreadable, match="LIC-751"):
        _unpack(tmp_path / "b.tar.gz", tmp_path / "in")
    with pytest.raises(Unreadable, match="no such file"):
        _unpack(tmp_path / "missing", tmp_path / "in")


def test_a_backup_that_is_not_there_is_said_before_anything_is_asked_of_the_database(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no such file"):
        restore(tmp_path / "none.tar.gz", datetime(2026, 11, 20, tzinfo=UTC))
