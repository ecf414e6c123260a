"""Persons, organisations and vessels that take part in a transfer."""

from licet.parties.identifiers import IDENTIFIER_KINDS, Identifier, check_digit_fits
from licet.parties.partial_dates import PartialDate
from licet.parties.party import Party, read_party
from licet.parties.roles import GOVERNMENT_KINDS, KINDS, ROLES, SECURITY_FORCES, Kind, Role, check_kind, check_role

__all__ = [
    "GOVERNMENT_KINDS",
    "IDENTIFIER_KINDS",
    "KINDS",
    "ROLES",
    "SECURITY_FORCES",
    "Identifier",
    "Kind",
    "PartialDate",
    "Party",
    "Role",
    "check_digit_fits",
    "check_kind",
    "check_role",
    "read_party",
]
