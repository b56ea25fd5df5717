"""The code under which a person is kept. It is drawn by chance: nothing in it tells who she is."""

from __future__ import annotations

import re
import secrets

#: Without letters and digits that look alike on paper.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE = re.compile(f"[{_LETTERS}]{{4}}-[{_LETTERS}]{{4}}")


def new_code() -> str:
    """Eight letters and digits in two groups, such as K7QF-2MXD; about 10^12 of them."""
    drawn = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"
