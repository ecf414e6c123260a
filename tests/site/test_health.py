from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_the_site_says_that_it_can_answer(db: None) -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_says_so_when_the_database_does_not(db: None) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError("password=secret")):
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert b"secret" not in answer.content


def test_it_takes_no_form(db: None) -> None:
    assert Client().post("/healthz").status_code == 405


@pytest.mark.parametrize("proto", ["http", "https"])
def test_the_health_page_answers_over_plain_http_too(db: None, settings: Any, proto: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz", secure=proto == "https").status_code == 200
