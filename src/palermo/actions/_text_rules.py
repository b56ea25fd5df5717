"""Texts that must not be empty: the rule is in the kernel, because `cases` needs it, too."""

from __future__ import annotations

from palermo.kernel.text_rules import required_text

__all__ = ["required_text"]
