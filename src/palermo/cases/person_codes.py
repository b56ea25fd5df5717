"""The code under which a person is kept. It is drawn by chance: nothing in it tells who she is."""

from __future__ import annotations

import re
import secrets

#: Without letters and digits that look alike on paper.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE = re.compile(f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}")


def new_code() -> str:
    """Eight letters and digits in two groups, such as K7QF-2MXD; about 10^12 of them."""
    drawn = [secrets.choice(LETTERS) for _ in range(8)]
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"
