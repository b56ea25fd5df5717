"""Behind a reverse proxy each visitor counts by their own address, which they cannot invent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from palermo.api.guard import WRONG_TOKENS_A_MINUTE
from palermo.config import environment
from palermo.config.wsgi import read_visitor_address
from palermo.kernel.errors import NotReady

PROXY, VISITOR, OTHER = "127.0.0.1", "203.0.113.5", "203.0.113.9"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def _status(proxies: list[str], *, peer: str, forwarded: str) -> int:
    """The status of a call with a wrong token."""
    request = RequestFactory().get(
        "/api/v1/me",
        headers={"Authorization": "Bearer wrong", "X-Forwarded-For": forwarded},
        REMOTE_ADDR=peer,
    )
    found: list[int] = []

    def start(status: str, headers: Iterable[Any], _: Any = None) -> Any:
        found.append(int(status.split()[0]))

    for _part in read_visitor_address(get_wsgi_application(), proxies)(request.environ, start):
        pass
    return found[0]


def _lock_out(proxies: list[str], *, peer: str, forwarded: str) -> None:
    for _ in range(WRONG_TOKENS_A_MINUTE):
        assert _status(proxies, peer=peer, forwarded=forwarded) == 401
    assert _status(proxies, peer=peer, forwarded=forwarded) == 429


@pytest.mark.django_db(transaction=True)
def test_a_refused_visitor_does_not_shut_out_the_others() -> None:
    _lock_out([PROXY], peer=PROXY, forwarded=VISITOR)
    assert _status([PROXY], peer=PROXY, forwarded=OTHER) == 401


@pytest.mark.django_db(transaction=True)
def test_an_address_that_the_visitor_wrote_is_not_taken() -> None:
    _lock_out([PROXY], peer=PROXY, forwarded=VISITOR)
    # The proxy adds the address that it saw at the end of what the visitor sent.
    assert _status([PROXY], peer=PROXY, forwarded=f"{OTHER}, {VISITOR}") == 429


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("proxies", [[], ["10.89.0.0/24"]])
def test_only_a_named_proxy_may_say_who_asks(proxies: list[str]) -> None:
    _lock_out(proxies, peer=PROXY, forwarded=VISITOR)
    assert _status(proxies, peer=PROXY, forwarded=OTHER) == 429


def test_the_setting_takes_addresses_and_networks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_PROXIES", "127.0.0.1, ::1,10.89.0.0/24")
    assert environment.proxy_addresses() == ["127.0.0.1", "::1", "10.89.0.0/24"]
    for wrong in ("*", "proxy.example", "10.89.0.1/24"):
        monkeypatch.setenv("PALERMO_PROXIES", wrong)
        with pytest.raises(NotReady, match="PALERMO_PROXIES"):
            environment.proxy_addresses()
