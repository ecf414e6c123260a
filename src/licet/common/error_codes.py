"""Every error code with the sentence the reference prints for it.

Ranges: 0xx common, 1xx law, 2xx parties and screening, 3xx agreements, 4xx licensing and case files,
5xx ledger, 6xx actions and policy, 7xx store, files and lists, 8xx command line and site, 9xx web and api.
"""

from __future__ import annotations

ERROR_CODES: dict[str, str] = {
    "LIC-001": "An interval ends before it starts.",
    "LIC-002": "A date is not a day of the calendar written as YYYY-MM-DD.",
    "LIC-003": "A currency is not an ISO 4217 code.",
    "LIC-004": "An amount is not a decimal number.",
    "LIC-005": "Two amounts are in different currencies.",
    "LIC-006": "A unit is not known.",
    "LIC-007": "Two quantities are in units that do not convert into each other.",
    "LIC-008": "A state is not known, by code or by name.",
    "LIC-009": "An outcome code is not known.",
    "LIC-010": "A criterion code is not known.",
    "LIC-011": "A name stands for more than one state.",
    "LIC-012": "A confidence grade is not one of verified, secondary or background.",
}
