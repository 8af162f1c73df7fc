"""Counts what a thumb does: every tap and every field that was typed into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harness import Phone


@dataclass
class Thumb:
    """Taps on one phone, counted from where it stands now."""

    phone: Phone
    taps: int = 0
    typed: int = 0

    def tap(self, role: Any, name: str) -> Thumb:
        """One tap on what has this role and exactly this name."""
        self.taps += 1
        self.phone.tap(role, name)
        return self

    def type(self, name: str, text: str) -> Thumb:
        """Text into the field of this name."""
        self.typed += 1
        self.phone.page.get_by_role("textbox", name=name).fill(text)
        return self
