"""`python -m palermo`."""

from __future__ import annotations

from palermo.cli.main import main

main(prog_name="palermo")
