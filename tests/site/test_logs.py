from __future__ import annotations

import json
import logging
import sys

from licet.site.logs import JsonLines, OthersFrom


def line(name: str, msg: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord(name, logging.WARNING, "somewhere.py", 7, msg, args, None, "place")
    record.__dict__.update(extra)
    return dict(json.loads(JsonLines().format(record)))


def test_our_own_messages_are_printed_whole() -> None:
    assert line("licet.web", "fault %s", "A1B2")["event"] == "fault A1B2"


def test_of_others_only_the_template_is_printed() -> None:
    assert line("some.library", "failed for %s", "olga@ministry.example")["event"] == "failed for %s"


def test_a_message_filled_in_elsewhere_is_not_printed() -> None:
    assert "olga" not in str(line("django.security.SuspiciousOperation", "bad name olga@ministry.example"))


def test_of_a_request_the_reason_is_printed_and_not_the_address() -> None:
    told = line("django.request", "%s: %s", "Not Found", "/people/olga", status_code=404)
    assert (told["event"], told["status"]) == ("Not Found", 404)
    assert "olga" not in str(told)


def test_of_a_fault_the_kind_and_places_are_printed_and_not_its_text() -> None:
    try:
        raise ValueError("olga@ministry.example")
    except ValueError:
        told = line("licet.web", "broke", exc_info=sys.exc_info())
    assert told["fault"] == "ValueError"
    assert "olga" not in json.dumps(told).replace(
        "test_of_a_fault_the_kind_and_places_are_printed_and_not_its_text", ""
    )


def test_a_line_break_in_a_message_does_not_make_a_second_line() -> None:
    record = logging.LogRecord("licet.web", logging.INFO, "x.py", 1, "one\ntwo", (), None)
    assert "\n" not in JsonLines().format(record)


def test_a_library_that_lowers_its_own_level_does_not_fill_the_log() -> None:
    wanted = OthersFrom("WARNING")
    told = [("django_tasks", logging.INFO), ("django_tasks", logging.ERROR), ("licet.jobs", logging.INFO)]
    assert [wanted.filter(logging.LogRecord(n, at, "p.py", 1, "m", (), None)) for n, at in told] == [False, True, True]
