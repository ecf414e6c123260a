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
    "LIC-201": "A role of a party is not known.",
    "LIC-202": "A kind of party is not known.",
    "LIC-203": "A party has no name, or one too long to be a name.",
    "LIC-204": "A date of birth is not a date, a month or a year.",
    "LIC-205": "A kind of identifier is not known.",
    "LIC-206": "An identifier is empty or its check digit does not fit.",
    "LIC-207": "A party has a field that is not known or not of the right form.",
    "LIC-210": "A name to screen has no letters or digits.",
    "LIC-211": "A hit is adjudicated without a reason that says something.",
    "LIC-212": "A hit above the configured score is cleared by one person alone.",
    "LIC-213": "A verdict on a hit is not one of clear, confirm or refer.",
    "LIC-701": "A list file is missing or cannot be opened.",
    "LIC-702": "A list file is empty.",
    "LIC-703": "A list file is larger than the limit.",
    "LIC-704": "A list file is not text in UTF-8.",
    "LIC-705": "A list file is not well-formed: it is cut off or damaged.",
    "LIC-706": "A list file declares entities or an external document type.",
    "LIC-707": "A list file is not of the form it is read as.",
    "LIC-708": "A list file holds a line or field longer than the limit.",
    "LIC-709": "A list file holds control characters.",
    "LIC-710": "Files of two vintages of a list do not fit together.",
    "LIC-711": "A list edition is older than the one in use.",
    "LIC-712": "No watchlist has been imported.",
}
