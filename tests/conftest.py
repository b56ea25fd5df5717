"""What holds for all tests: no network, own data folder, plain passwords hashed quickly.

`tests/distribution.py` distributes them over processes.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["tests.distribution", "tests.remembered"]

# Hypothesis measures wall time, which depends on the tests in other processes. All other settings
# stay: where CI is set, Hypothesis tries the same examples in every run.
hypothesis.settings.register_profile(
    "untimed",
    parent=hypothesis.settings.default,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("untimed")

# The browser's driver keeps an event loop in this thread; Django would refuse its own database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that asks another machine fails; this machine's own addresses are allowed."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
        assert local, f"a test asked for the network: {host}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """The slow hash protects real passwords; tests have none."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Pages name files by content only after `collectstatic`; tests read them as they are.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Evidence uploaded by a test goes away with it."""
    location = {"location": str(tmp_path / "files")}
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": location}
    settings.STORAGES = {**settings.STORAGES, "default": default}
