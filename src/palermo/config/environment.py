"""All settings of an installation in one table: name, default, meaning.

`docs/reference/settings.md` is generated from this table. Nothing else in Palermo reads the
environment.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("PALERMO_DATA", "var", "folder of the embedded database, evidence files and the key"),
    Setting(
        "PALERMO_DATABASE",
        "",
        "postgresql://user:password@host:port/name; empty: SQLite in PALERMO_DATA",
    ),
    Setting("PALERMO_COUNTRY", "aze", "country pack of this installation"),
    Setting("PALERMO_COUNTRIES", "", "folder with country packs; empty: those shipped"),
    Setting(
        "PALERMO_WORDINGS",
        "",
        "folder of the wordings that the office loaded; empty: `wordings` in PALERMO_DATA",
    ),
    Setting(
        "PALERMO_CACHE",
        "",
        "folder of compiled packs; empty: `palermo` in the user's cache folder; no: none is kept",
    ),
    Setting("PALERMO_HOSTS", "localhost,127.0.0.1,[::1]", "host names that the server answers to"),
    Setting("PALERMO_HTTPS", "no", "yes: cookies and redirects demand HTTPS"),
    Setting(
        "PALERMO_PROXIES",
        "",
        "addresses or networks of the reverse proxies, with commas between; only they may name a "
        "visitor's address (X-Forwarded-For)",
    ),
    Setting("PALERMO_SECRET_KEY", "", "signing key; empty: made once and kept in PALERMO_DATA"),
    Setting("PALERMO_DEBUG", "no", "yes: show error details in the browser; never in production"),
)


def read_setting(name: str) -> str:
    """The value of a setting of the table, or its default if the environment does not set it."""
    setting = next(s for s in SETTINGS if s.name == name)
    return os.environ.get(name, setting.default)


def read_yes_no(name: str) -> bool:
    """Whether a yes/no setting is yes. Raises NotReady for any other value."""
    value = read_setting(name).strip().lower()
    if value not in {"yes", "no"}:
        raise NotReady(
            N_("The setting {name} must be yes or no."),
            remedy=N_("Set {name}=yes or {name}=no."),
            name=name,
        )
    return value == "yes"


def data_path() -> Path:
    """The folder of this installation's data (created if missing, readable only by its owner)."""
    folder = Path(read_setting("PALERMO_DATA")).absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def wordings_path() -> Path:
    """The folder of the wordings that the office loaded; it may not exist yet."""
    given = read_setting("PALERMO_WORDINGS")
    return Path(given).absolute() if given else data_path() / "wordings"


def proxy_addresses() -> list[str]:
    """Addresses and networks of the reverse proxies. Raises NotReady for anything else."""
    given = [part.strip() for part in read_setting("PALERMO_PROXIES").split(",") if part.strip()]
    for part in given:
        try:
            ip_network(part)
        except ValueError:
            raise NotReady(
                N_("PALERMO_PROXIES: {part} is not an address or a network."),
                remedy=N_("Write, for example, 127.0.0.1,::1 or 10.89.0.0/24."),
                part=part,
            ) from None
    return given


def secret_key() -> str:
    """The signing key: from the environment, or created once and stored beside the data."""
    given = read_setting("PALERMO_SECRET_KEY")
    if given:
        return given
    path = data_path() / "secret-key"
    if not path.exists():
        # 0600 from the first byte: another user of the machine must never read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def database_settings() -> dict[str, object]:
    """Django's description of the database: SQLite by default, PostgreSQL if a URL is set."""
    url = read_setting("PALERMO_DATABASE")
    if not url:
        return _sqlite(data_path() / "palermo.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise NotReady(
            N_("PALERMO_DATABASE is not an address of a PostgreSQL database."),
            remedy=N_("Write postgresql://user:password@host:port/name, or leave it empty."),
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder cannot be the host part of a URL; it is given as ?host=.
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # A server that was restarted leaves connections that are open on our side only.
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "palermo.config.sqlite",
        "NAME": str(path),
        "OPTIONS": {
            # timeout: writers wait 20 s; WAL: readers do not block; synchronous=FULL: commits
            # survive power loss.
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
