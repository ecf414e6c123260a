"""Starting beside a server that already runs."""

from __future__ import annotations

import socket

import pytest

from licet.cli.serve import _require_free
from licet.common.errors import BadInput


def test_a_port_that_something_listens_on_is_not_shared() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(BadInput, match="LIC-757"):
            _require_free("127.0.0.1", port)
    _require_free("127.0.0.1", port)
