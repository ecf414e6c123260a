"""Screening: quality and speed on real lists and labelled pairs.

    python bench/screening.py            # reads LICET_DATA, default ../shared/data

The peer's figures are those published for nomenklatura 4.17 (logic-v2) in the design notes, from one run on another
day over a larger set of pairs; they are printed as published, not as measured here. The threshold is 0.7, fixed
before the run, for every figure of ours unless a line says otherwise.
"""

from __future__ import annotations

import csv
import os
import resource
import statistics
import sys
import time
from pathlib import Path

import yaml

from licet.common.errors import BadInput
from licet.exchange.lists_ofac import read_ofac
from licet.exchange.lists_un import read_un
from licet.parties import PartialDate, Party
from licet.screening import THRESHOLD, NameIndex, Rarity, Statement, WatchEntry, WatchList, compare, screen
from licet.screening.alignment import align
from licet.screening.index import ListedName
from licet.screening.names import Name, analyse
from licet.store.packs import states

DATA = Path(os.environ.get("LICET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
KIND = {"Person": "individual", "Company": "company", "Organization": "company", "Vessel": "vessel"}
UN = "watchman__test_testdata_UN_consolidated.xml"
BENCH = "watchman__test_testdata_bench_{}.csv"


def say(what: str, ours: str, peer: str = "", ratio: str = "") -> None:
    print(f"{what:<66} {ours:>12} {peer:>14} {ratio:>8}")


def state_of(text: str) -> str:
    try:
        return states().find(text).iso3 if text else ""
    except BadInput:
        return ""


def read_lists() -> tuple[WatchList, WatchList]:
    folder = DATA / "sanctions"
    start = time.perf_counter()
    un = read_un((folder / UN).read_bytes(), UN)
    say("read UN list of 2026-02, s", f"{time.perf_counter() - start:.2f}")
    start = time.perf_counter()
    ofac = read_ofac(*((folder / BENCH.format(part)).read_bytes() for part in ("sdn", "add", "alt")), "bench")
    label = f"read OFAC list, {len(ofac.entries):,} entries with aliases and addresses, s"
    say(label, f"{time.perf_counter() - start:.2f}")
    return WatchList("un", None, None, "un", un.entries), WatchList("ofac", None, None, "ofac", ofac.entries)


def speed(index: NameIndex) -> None:
    queries = rows("queries_fresh.tsv") + rows("queries_alias.tsv")[:400]
    times = []
    for query in queries:
        party = Party("end_user", query[2], KIND.get(query[1], "unknown"))
        start = time.perf_counter()
        for hit in screen(party, index):
            hit.explanation.sentences()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    say(f"screen, score and explain one name, p50 ms ({len(queries)} queries)", f"{statistics.median(times):.2f}")
    say("the same, p99 ms", f"{times[int(len(times) * 0.99)]:.2f}")
    say("the same, queries a second", f"{1000 / statistics.mean(times):.0f}")


def rows(name: str) -> list[list[str]]:
    text = (DATA / "screening" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


def f_one(scored: list[tuple[float, bool]]) -> tuple[float, int, int]:
    true = sum(s >= THRESHOLD and m for s, m in scored)
    false_hits = sum(s >= THRESHOLD and not m for s, m in scored)
    missed = sum(s < THRESHOLD and m for s, m in scored)
    return 2 * true / (2 * true + false_hits + missed), false_hits, missed


def one_to_one(query: Party, candidate: WatchEntry, rarity: Rarity) -> float:
    edition = WatchList("un", None, None, "x", (candidate,))
    return max(compare(query, ListedName(edition, candidate, s, analyse(s.value)), rarity) for s in candidate.names)


def pairs(rarity: Rarity) -> None:
    scored: dict[str, list[tuple[float, bool]]] = {"hand-made": [], "synthetic": []}
    start = time.perf_counter()
    for row in csv.DictReader((DATA / "screening" / "name_pairs.csv").open(encoding="utf-8")):
        score = align(analyse(row["name1"]), analyse(row["name2"]), rarity).score
        part = "synthetic" if row["case_group"].startswith("synth") else "hand-made"
        scored[part].append((score, row["is_match"] == "true"))
    spent = time.perf_counter() - start
    every = scored["hand-made"] + scored["synthetic"]
    peers = {"hand-made": 0.895, "synthetic": 0.722}
    published = [("all", 0.796, every), *((name, peers[name], part) for name, part in scored.items())]
    for name, peer, part in published:
        value, false_hits, missed = f_one(part)
        label = f"F1 of {len(part)} labelled pairs, {name} ({false_hits} false, {missed} missed)"
        say(label, f"{value:.3f}", f"{peer:.3f}", f"{value / peer:.2f}")
    say("one pair from text, us", f"{spent / len(every) * 1e6:.0f}", "304", f"{spent / len(every) * 1e6 / 304:.2f}")


def checks(rarity: Rarity) -> None:
    passed, every = 0, yaml.safe_load((DATA / "screening" / "entity_checks.yml").read_text(encoding="utf-8"))["checks"]
    for check in every:
        query, candidate = named(check["query"]), named(check["candidate"])
        party = Party("end_user", query)
        listed = WatchEntry("un", "1", "person", (Statement("name", candidate, "primary"),))
        score = one_to_one(party, listed, rarity)
        passed += (score >= THRESHOLD) == check["match"]
    say(
        f"entity checks passed, of {len(every)}",
        f"{passed / len(every):.1%}",
        "90.4%",
        f"{passed / len(every) / 0.904:.2f}",
    )


def named(sheet: dict[str, str]) -> str:
    parts = ("name", "firstName", "middleName", "fatherName", "lastName")
    return str(sheet.get("name") or " ".join(str(sheet[p]) for p in parts if p in sheet))


def cross_script(un: WatchList, rarity: Rarity) -> None:
    both = [
        (analyse(s.value), analyse(e.name), e)
        for e in un.entries
        for s in e.names
        if s.kind == "original" and analyse(s.value).tokens
    ]
    good = [align(original, latin, rarity).score for original, latin, _ in both]
    recall = sum(s >= THRESHOLD for s in good) / len(good)
    say(f"recall of {len(good)} original-script names at 0.7", f"{recall:.3f}", "0.191", f"{recall / 0.191:.1f}")
    hard = hard_negatives(both, un, rarity)
    cut = hard[int(len(hard) * 0.99)]
    recall = sum(s > cut for s in good) / len(good)
    label = f"the same at 1 % of {len(hard):,} nearest other entries (cut {cut:.2f})"
    say(label, f"{recall:.3f}", "0.290", f"{recall / 0.29:.1f}")
    say("share of those nearest other entries at 0.7", f"{sum(s >= THRESHOLD for s in hard) / len(hard):.3f}")


def hard_negatives(both: list[tuple[Name, Name, WatchEntry]], un: WatchList, rarity: Rarity) -> list[float]:
    """Scores of each original-script name against the primary names nearest to it that are another entry's."""
    primary = [WatchEntry("un", e.uid, e.schema, (Statement("name", e.name, "primary"),)) for e in un.entries]
    index = NameIndex.build([WatchList("un", None, None, "p", tuple(primary))])
    found = []
    for original, _, entry in both:
        near = [n for n in index.candidates(original) if n.entry.uid != entry.uid][:15]
        found += [align(original, n.name, rarity).score for n in near]
    return sorted(found)


def listed_as(index: NameIndex) -> dict[str, set[str]]:
    """The entries of the UN list by the number the treated queries give the name they were made from."""
    bearers: dict[frozenset[str], set[str]] = {}
    un = next(w for w in index.lists if w.source == "un")
    for entry in un.entries:
        for statement in entry.names:
            bearers.setdefault(words(statement.value), set()).add(entry.uid)
    with (DATA / "screening" / "positives_un_untreated.csv").open(encoding="utf-8") as file:
        names = [row["full_name"] for row in csv.DictReader(file)]
    return {f"un-{n}": bearers[words(name)] for n, name in enumerate(names) if words(name) in bearers}


def words(name: str) -> frozenset[str]:
    return frozenset(t.text for t in analyse(name).tokens)


def end_to_end(index: NameIndex) -> None:
    wanted = listed_as(index)
    treated = [query for query in rows("queries_treated.tsv") if query[3] in wanted]
    named_only = dated = 0
    for query in treated:
        bare = Party("end_user", query[2], "individual")
        state = state_of(query[5].upper()) if len(query) > 5 else ""
        full = Party("end_user", query[2], "individual", state=state, birth_date=PartialDate.find(query[4]))
        named_only += any(h.entry.uid in wanted[query[3]] for h in screen(bare, index))
        dated += any(h.entry.uid in wanted[query[3]] for h in screen(full, index))
    say(
        f"recall of {len(treated)} treated UN names still listed, name only",
        f"{named_only / len(treated):.3f}",
        "0.997",
    )
    say("the same with a (partly wrong) birth date and nationality", f"{dated / len(treated):.3f}", "0.933")
    innocent = rows("queries_negative.tsv")
    alerts = sum(len(screen(Party("end_user", q[2], "individual"), index)) for q in innocent)
    say(f"alerts per innocent query, name only, {len(innocent)} queries", f"{alerts / len(innocent):.3f}", "0.030")
    full = 0
    for query in innocent:
        born, state = PartialDate.find(query[4]), state_of(query[5]) if len(query) > 5 else ""
        full += len(screen(Party("end_user", query[2], "individual", birth_date=born, state=state), index))
    say("the same with birth date and state", f"{full / len(innocent):.3f}", "0.027")


def main() -> int:
    if not DATA.is_dir():
        print(f"real inputs not found at {DATA}: set LICET_DATA to their folder")
        return 1
    print(f"{'':<66} {'ours':>12} {'logic-v2, pub.':>14} {'ratio':>8}")
    un, ofac = read_lists()
    start = time.perf_counter()
    index = NameIndex.build([un, ofac], state_of)
    say(f"build the index over {len(index):,} entries, s", f"{time.perf_counter() - start:.2f}")
    speed(index)
    pairs(index.rarity)
    checks(index.rarity)
    cross_script(un, index.rarity)
    end_to_end(index)
    say("memory of the whole process, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}", "638")
    return 0


if __name__ == "__main__":
    sys.exit(main())
