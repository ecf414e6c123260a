"""Fill the invented ministry: administrators, officers, exporters, all through the actions the site uses."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from licet.actions.accounts import do_approve, do_bootstrap, do_propose_account
from licet.actions.register_exporter import do_register_exporter
from licet.store.models import Account, Organisation
from licet.store.packs.demo_data import ministry

__all__ = ["demo_password", "open_ministry"]

ANY = ["*"]


def demo_password(home: Path) -> str:
    """Return the password that all accounts of this demonstration share, made at its first start."""
    path = home / "demo.password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"licet-{secrets.token_hex(4)}")
    return path.read_text(encoding="ascii").strip()


def open_ministry(password: str, *, at: datetime) -> None:
    """Make every account and organisation; one administrator proposes, the other approves."""
    first, second, *_ = _administrators(at)
    for person in [*_officers(), *ministry()["people"]]:
        _account(person, first, second, at)
    for entry in ministry()["organisations"]:
        exporter = _organisation(entry, at)
        _account(_exporter(entry, exporter), first, second, at)
    # The lent passwords were shown to nobody; in the demonstration all accounts share one that is printed.
    Account.objects.update(password=make_password(password), password_lent=False)


def _administrators(at: datetime) -> list[Account]:
    return [made.account for made in do_bootstrap(ministry()["administrators"], at=at)]


def _officers() -> list[dict[str, Any]]:
    rows = []
    for state, (officer, senior) in ministry()["officers"].items():
        rows.append(_person(f"officer.{state.lower()}", officer, "licensing_officer", state, "Licensing officer"))
        authority = {
            "authority_ceiling": "50000000.00",
            "authority_currency": "GBP" if state == "GBR" else "USD" if state == "BRA" else "EUR",
            "authority_goods": ANY,
            "authority_destinations": ANY,
        }
        rows.append(_person(f"senior.{state.lower()}", senior, "countersigner", state, "Head of section") | authority)
    return rows


def _person(username: str, name: str, role: str, state: str, title: str) -> dict[str, Any]:
    return {"username": username, "display_name": name, "roles": [role], "state": state, "role_title": title}


def _organisation(entry: dict[str, Any], at: datetime) -> Organisation:
    officer = Account.objects.get(username=f"officer.{entry['state'].lower()}")
    return do_register_exporter(**{k: v for k, v in entry.items() if k != "key"}, acting_user=officer, at=at)


def _exporter(entry: dict[str, Any], exporter: Organisation) -> dict[str, Any]:
    return {
        "username": f"exporter.{entry['state'].lower()}",
        "display_name": entry["contact"],
        "roles": ["exporter"],
        "organisation_id": exporter.pk,
        "role_title": "Responsible for exports",
    }


def _account(fields: dict[str, Any], first: Account, second: Account, at: datetime) -> None:
    request = do_propose_account(fields, "Opening of the demonstration.", acting_user=first, at=at)
    do_approve(request, acting_user=second, at=at, lend=False)
