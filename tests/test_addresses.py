"""Addresses of servers: what is none is refused at the call."""

from __future__ import annotations

from typing import Any

import pytest

from sparkish.streaming._engine.construct import checkAddress


@pytest.mark.parametrize(
    ("hostname", "kind"),
    [
        (9999, TypeError),
        (None, TypeError),
        ("http://localhost", ValueError),
        ("http://localhost:9999/in", ValueError),
        ("localhost:9999", ValueError),
        ("10.0.0.1:9999", ValueError),
    ],
)
def test_a_host_is_a_name_alone(hostname: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=r"hostname must be .*\nWrite \(\"localhost\", 9999\)") as error:
        checkAddress(hostname, 9999)
    assert repr(hostname) in str(error.value)


@pytest.mark.parametrize(
    "hostname", ["localhost", "a-b.example.com", "127.0.0.1", "::1", "fe80::1"]
)
def test_names_and_addresses(hostname: str) -> None:
    checkAddress(hostname, 9999)
