"""People, exporters and cases for tests. A case at any stage is built by the real actions, never by inserting rows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from licet.actions.advise import do_advise
from licet.actions.assess_case import do_assess_case
from licet.actions.classify import do_classify
from licet.actions.countersign import do_countersign
from licet.actions.decide import do_decide
from licet.actions.draft import do_start_draft
from licet.actions.establish_fact import do_establish_fact
from licet.actions.issue import do_issue
from licet.actions.register_exporter import do_register_exporter
from licet.actions.screen_parties import do_screen_parties
from licet.actions.submit import do_submit
from licet.actions.take_case import do_take_case
from licet.store.lists import import_watchlist
from licet.store.models import Account, Application, Case, Licence, Organisation

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_serial = itertools.count(1)


def later(minutes: int = 1) -> datetime:
    return AT + timedelta(minutes=minutes)


def account(*roles: str, **fields: Any) -> Account:
    """An account of the Dutch ministry unless told otherwise."""
    n = next(_serial)
    name = fields.pop("name", f"{roles[0] if roles else 'nobody'} {n}")
    fields.setdefault("state", "NLD")
    return Account.objects.create_user(
        f"u{n}", f"u{n}@example.org", roles=list(roles), display_name=name, role_title=f"Title of {name}", **fields
    )


def officer(**fields: Any) -> Account:
    return account("licensing_officer", **fields)


def countersigner(**fields: Any) -> Account:
    authority = {
        "authority_ceiling": Decimal(50_000_000),
        "authority_currency": "EUR",
        "authority_goods": ["*"],
        "authority_destinations": ["*"],
    }
    return account("countersigner", **{**authority, **fields})


def organisation(**fields: Any) -> Organisation:
    details = {
        "name": f"Noordzee Optronics {next(_serial)} B.V.",
        "state": "NL",
        "address": "Havenstraat 1, Den Helder",
        "registration_number": "58201447",
    }
    return do_register_exporter(acting_user=officer(), at=AT, **{**details, **fields})


def exporter(of: Organisation | None = None) -> Account:
    return account("exporter", organisation=of or organisation(), state="")


def line(n: int = 1, **answers: str) -> dict[str, Any]:
    return {
        "description": f"Ballistic computer FC-{39 + n}",
        "model": f"FC-{39 + n}",
        "code": "ML5.b",
        "unroca": "none",
        "quantity": "80",
        "unit": "NAR",
        "value": "6400.50",
        "currency": "EUR",
        "incorporated": "no",
        **answers,
    }


def form(goods: int = 1, **sections: Any) -> dict[str, Any]:
    """A complete application: fire-control computers for the armed forces of Norway."""
    whole: dict[str, Any] = {
        "export": {
            "title": "Fire-control computers for Norway",
            "exporting_state": "NL",
            "export_type": "permanent",
            "contract_number": "NO-2026-118",
            "contract_date": "2026-10-14",
            "government_to_government": "no",
        },
        "lines": [line(n) for n in range(1, goods + 1)],
        "parties": [
            {
                "role": "consignee",
                "name": "Fjordlys Integrasjon AS",
                "kind": "company",
                "state": "NO",
                "address": "Kaigata 3, Bergen",
            },
            {
                "role": "end_user",
                "name": "Norwegian Army",
                "kind": "armed_forces",
                "state": "NO",
                "address": "Leiren 1, Elverum",
                "unit": "Telemark Battalion",
            },
        ],
        "end_use": {
            "text": "Replacement of the fire-control computers of the battalion's vehicles.",
            "re_export": "yes",
        },
        "route": {"destination": "NO", "origin": "NL", "transit": []},
        "documents": [
            {"kind": "end_user_certificate", "reference": "EUC-2026-77", "date": "2026-10-20", "issued_by": "B. Lunde"}
        ],
        "declarations": {
            "weapons_of_mass_destruction": "no",
            "embargo_known": "no",
            "truth": "yes",
            "name": "R. Meijer",
        },
    }
    return {**whole, **deepcopy(sections)}


def application(by: Account | None = None, *, goods: int = 1, **sections: Any) -> Application:
    person = by or exporter()
    assert person.organisation is not None
    return do_start_draft(person.organisation, draft=form(goods, **sections), acting_user=person, at=AT)


def submitted(by: Account | None = None, *, goods: int = 1, **sections: Any) -> Case:
    row = application(by, goods=goods, **sections)
    return do_submit(row, acting_user=row.created_by, at=AT)


def in_review(by: Account | None = None, *, goods: int = 1, **sections: Any) -> Case:
    return do_take_case(submitted(goods=goods, **sections), acting_user=by or officer(), at=AT)


def watchlist(on: date | None = None) -> None:
    """The invented watchlist, put in use on the day before the tests' day unless another is given."""
    import_watchlist(at=AT, list_date=on or AT.date() - timedelta(days=1))


def classified(case: Case | None = None, *, by: Account | None = None, goods: int = 1, **sections: Any) -> Case:
    row = case or in_review(goods=goods, **sections)
    person = by or account("technical_assessor")
    for sent in row.snapshot.lines:
        do_classify(
            row,
            line=sent["line"],
            code="ML5.b",
            edition="C/2026/1640",
            reason="Specially designed for fire control.",
            acting_user=person,
            at=AT,
        )
    return fresh(row)


def screened(case: Case | None = None, **rest: Any) -> Case:
    row = case or classified(**rest)
    if not row.classifications.exists():
        row = classified(row)
    watchlist()
    do_screen_parties(row, acting_user=row.officer, at=AT)
    return fresh(row)


def assessed(case: Case | None = None, *, at: datetime = AT, **rest: Any) -> Case:
    row = case or screened(**rest)
    if not row.screenings.exists():
        row = screened(row)
    made = do_assess_case(row, acting_user=row.officer, at=at)
    if "denials" in [q["fact"] for q in made.data["questions"]]:
        do_assess_case(known(row), acting_user=row.officer, at=at)
    return fresh(row)


def advised(
    case: Case | None = None,
    *,
    by: Account | None = None,
    conclusion: str = "no_risk",
    conditions: Sequence[dict[str, str]] = (),
    **rest: Any,
) -> Case:
    """Every engaged criterion has a finding, and the law was asked again."""
    row = case or assessed(**rest)
    if not row.assessments.exists():
        row = assessed(row)
    person = by or officer()
    last = row.assessments.last()
    assert last is not None
    for criterion in last.engaged_criteria:
        do_advise(
            row,
            criterion=criterion,
            conclusion=conclusion,
            text="Nothing known of this recipient points to a risk of that kind.",
            conditions=conditions,
            acting_user=person,
            at=AT,
        )
    return assessed(fresh(row))


def decided(
    case: Case | None = None,
    *,
    by: Account | None = None,
    outcome: str = "grant",
    conditions: Sequence[dict[str, str]] = (),
    **rest: Any,
) -> Case:
    row = case or advised(**rest)
    said = {
        "reasons": "No rule prohibits the export and each criterion was weighed in writing.",
        "conditions": conditions,
    }
    if outcome == "refuse":
        last = row.assessments.last()
        assert last is not None
        named = last.data["engaged"][0]["criterion"]
        said["reasons_by_criterion"] = [{"criterion": named, "text": "The risk is clear and cannot be reduced."}]
    do_decide(row, outcome=outcome, acting_user=by or row.officer, at=AT, **said)
    return fresh(row)


def countersigned(case: Case | None = None, *, by: Account | None = None, **rest: Any) -> Case:
    row = case or decided(**rest)
    do_countersign(row, agrees=True, states_no_interest=True, acting_user=by or countersigner(), at=AT)
    return fresh(row)


def issued(case: Case | None = None, **rest: Any) -> Licence:
    row = case or countersigned(**rest)
    return do_issue(row, acting_user=row.officer, at=AT)


def fresh(case: Case) -> Case:
    """The case as the database has it now."""
    return Case.objects.select_related("snapshot", "exporter", "application", "officer").get(pk=case.pk)


def known(case: Case) -> Case:
    """The officer has asked other states and found no denial: what the law of the European Union wants to know."""
    source = "Denial notifications of the partners, looked through on 20 November 2026."
    do_establish_fact(case, fact="denials", value="none", source=source, acting_user=case.officer, at=AT)
    return fresh(case)
