"""Log lines: one JSON object each, without personal data.

Our own messages are written so that they name nobody. Of other people's messages only the template is printed, never
its arguments, and of a fault its kind and the places in the code, never its text, which may quote what somebody typed.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

OWN = "licet"


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
        }
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None:
            line["route"] = match.route
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            line["places"] = [f"{frame.name} {frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])][-8:]
        return json.dumps(line, ensure_ascii=False)


class OthersFrom(logging.Filter):
    """Lets other people's messages through from a level on, also of libraries that lower their own."""

    def __init__(self, level: str) -> None:
        super().__init__()
        self.level = logging.getLevelNamesMapping()[level]

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self.level or _is_ours(record)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OWN or record.name.startswith(f"{OWN}.")


def _event(record: logging.LogRecord) -> str:
    """Return our own message; of Django's requests the reason, never the address; of others the bare template.

    A message without arguments may have been filled in before it came here: only its place in the code is printed.
    """
    if _is_ours(record):
        return record.getMessage()
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return str(record.msg) if record.args else f"{record.module}.{record.funcName}"
