"""What an organisation decides about its own people: modules that everybody there does.

It gives no other advice, takes nothing off a path and hides nothing: a module stays on the path until it is
completed or exempted, can't be put aside, and says who decided that (source: SELFSCAN, Advice and Order).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Decision:
    """Who decided that everybody does a module, and why."""

    decided_by: str
    reason: str


@dataclass(frozen=True)
class LocalPolicy:
    """The decisions of one organisation, by the key of the module; its name is as people know it."""

    organisation: str = ""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
