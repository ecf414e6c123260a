"""All rows of one case, read once in a fixed number of statements, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date

from licet.licensing.advice import in_force
from licet.licensing.denial import Denial, Sought, alike
from licet.licensing.hits import hit_status
from licet.licensing.inputs import Coded, Established, Found, Given
from licet.store.models import (
    Adjudication,
    AdviceRequest,
    AssessmentRow,
    Case,
    Classification,
    Decision,
    DenialRecord,
    EstablishedFact,
    Finding,
    Hit,
    InterestStatement,
    Question,
    Screening,
)

__all__ = ["CaseRows", "load"]

END_USERS = ("end_user", "ultimate_end_user")


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The rows of a case, each list oldest first; of screenings and assessments the last. Interests are lazy."""

    case: Case
    classifications: list[Classification]
    facts: list[EstablishedFact]
    screening: Screening | None
    hits: list[Hit]
    adjudications: list[Adjudication]
    assessment: AssessmentRow | None
    findings: list[Finding]
    advice_requests: list[AdviceRequest]
    interests: Iterable[InterestStatement]
    questions: list[Question]
    decisions: list[Decision]
    denials: list[DenialRecord]
    today: date

    @property
    def codes(self) -> dict[int, Classification]:
        """The confirmed classification that holds for each line of the present snapshot."""
        snapshot = self.case.snapshot_id
        return {c.line: c for c in self.classifications if c.confirmed and c.snapshot_id == snapshot}

    @property
    def findings_in_force(self) -> list[Finding]:
        """Findings on the present snapshot that none supersedes."""
        return in_force(f for f in self.findings if f.snapshot_id == self.case.snapshot_id)

    @property
    def facts_that_hold(self) -> list[EstablishedFact]:
        """Facts established about the present snapshot."""
        return [f for f in self.facts if f.snapshot_id == self.case.snapshot_id]

    @property
    def current_decision(self) -> Decision | None:
        """The last decision signed."""
        return self.decisions[-1] if self.decisions else None

    def answers_to(self, hit: Hit) -> list[Adjudication]:
        """What people said of this pair of party and list entry, as both are now."""
        pair = (hit.source, hit.entry_uid, hit.entry_sha256, hit.party_sha256)
        return [a for a in self.adjudications if (a.source, a.entry_uid, a.entry_sha256, a.party_sha256) == pair]

    def status_of(self, hit: Hit) -> str:
        """Where a hit stands: open, second, unsettled, cleared or confirmed."""
        return hit_status(float(hit.score), [(a.verdict, a.by_id) for a in self.answers_to(hit)])

    def listed(self) -> dict[str, bool | None]:
        """Whether each party is on a list in use: true when confirmed, false when nothing is open, else unknown."""
        if self.screening is None or self.screening.snapshot_id != self.case.snapshot_id:
            return {}
        standings: dict[str, set[str]] = {p["key"]: set() for p in self.screening.parties}
        for hit in self.hits:
            standings[hit.party_key].add(self.status_of(hit))
        return {key: _listed(found) for key, found in standings.items()}

    def interested(self) -> set[int]:
        """Accounts that ever stated an interest: taking it back does not make anybody disinterested."""
        return {s.by_id for s in self.interests if s.has_interest}

    @property
    def denials_alike(self) -> list[DenialRecord]:
        """Live denials of other states for goods and a recipient of this case: an officer judges whether identical."""
        parties = self.case.snapshot.parties
        sought = Sought(
            destination=self.case.destination,
            end_users=tuple(p["name"] for p in parties if p["role"] in END_USERS),
            consignees=tuple(p["name"] for p in parties if p["role"] == "consignee"),
            codes=tuple({c.code for c in self.codes.values() if c.code}),
        )
        rows = {d.reference: d for d in self.denials}
        found = alike(sought, map(_as_denial, rows.values()), on=self.today)
        return [rows[m.denial.reference] for m in found if {"end user", "consignee"} & set(m.same)]

    def given(self) -> Given:
        """What officers added to what was sent, for the law to be asked about."""
        return Given(
            coded=[Coded(c.line, c.control_list, c.code, c.unroca) for c in self.codes.values()],
            facts=[Established(f.fact, f.value, f.source, str(f.by), _day(f)) for f in self.facts_that_hold],
            findings=[_found(f) for f in self.findings_in_force],
            listed=self.listed(),
            denials=[_denial(d) for d in self.denials_alike],
        )


def load(case: Case, *, today: date) -> CaseRows:
    """Read every row of the case. `case` should come with its snapshot and exporter selected."""
    screening = case.screenings.order_by("-pk").first()
    return CaseRows(
        case=case,
        classifications=list(case.classifications.select_related("by")),
        facts=list(case.facts.select_related("by")),
        screening=screening,
        hits=list(screening.hits.all()) if screening else [],
        adjudications=list(case.adjudications.select_related("by")),
        assessment=case.assessments.order_by("-pk").first(),
        findings=list(case.findings.select_related("by")),
        advice_requests=list(case.advice_requests.select_related("adviser")),
        interests=case.interests.select_related("by"),
        questions=list(case.questions.select_related("by", "reply", "reply__by")),
        decisions=list(case.decisions.select_related("by", "countersignature", "countersignature__by", "assessment")),
        denials=_denials_of_others(case, today),
        today=today,
    )


def _denials_of_others(case: Case, today: date) -> list[DenialRecord]:
    """Return the live denials of other states for the destination of the case."""
    live = DenialRecord.objects.filter(denied_on__lte=today, valid_until__gt=today, destination=case.destination)
    return list(live.exclude(denying_state=case.exporting_state))


def _as_denial(row: DenialRecord) -> Denial:
    return Denial(
        reference=row.reference,
        denying_state=row.denying_state,
        denied_on=row.denied_on,
        destination=row.destination,
        end_user=row.end_user,
        consignee=row.consignee,
        codes=tuple(item["code"] for item in row.items if item["code"]),
        valid_until=row.valid_until,
        revoked_on=row.revoked_on,
    )


def _listed(found: set[str]) -> bool | None:
    if "confirmed" in found:
        return True
    return False if found <= {"cleared"} else None


def _found(row: Finding) -> Found:
    return Found(
        criterion=row.criterion,
        conclusion=row.conclusion,
        text=row.text,
        by=str(row.by),
        role=row.role,
        on=_day(row),
        rule=row.rule,
        conditions=tuple(" ".join(filter(None, (c["code"], c.get("text", "")))) for c in row.conditions),
        refer=row.refer,
    )


def _day(row: EstablishedFact | Finding) -> date:
    return row.at.astimezone(UTC).date()


def _denial(row: DenialRecord) -> dict[str, object]:
    return {
        "state": row.denying_state,
        "date": row.denied_on.isoformat(),
        "criteria": row.criteria,
        "essentially_identical": "candidate",
        "consultation": "open",
    }
