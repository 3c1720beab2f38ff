"""Her own order on top of the advice: what she added, parked or moved; the advice itself stays readable."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from selfscan.rules.advice import is_scheduled
from selfscan.rules.order import NOW_SIZE


@dataclass(frozen=True)
class Arrangement:
    """The keys of a path as she wants it: to follow, to do now, set aside by her, and folded away."""

    path: tuple[str, ...]
    now: tuple[str, ...]
    set_aside: tuple[str, ...]
    folded: tuple[str, ...]


def arrange(
    *,
    scheduled: Sequence[str],
    folded: Sequence[str],
    now: Sequence[str],
    following: str | None,
    chosen: Collection[str],
    put_aside: Collection[str],
    mandatory: Collection[str],
    own_order: Sequence[str],
) -> Arrangement:
    """Return the path with her own choices; a mandatory module can't be put aside.

    A chosen or mandatory module joins the path even when the advice folds it away; what is completed or exempted
    is nobody's to choose, and is in neither. Modules that her own order doesn't name
    keep their place after the module that precedes them in the advice.
    """
    aside = [key for key in (*scheduled, *folded) if key in put_aside and key not in mandatory]
    added = [key for key in folded if key in (*chosen, *mandatory) and key not in aside]
    path = _own_order([key for key in (*scheduled, *added) if key not in aside], own_order)
    return Arrangement(
        path=path,
        now=_own_now(path, now if not own_order else (), following),
        set_aside=tuple(aside),
        folded=tuple(key for key in folded if key not in aside and key not in added),
    )


def _own_order(advised: Sequence[str], own_order: Sequence[str]) -> tuple[str, ...]:
    ordered = [key for key in dict.fromkeys(own_order) if key in advised]
    if not ordered:
        return tuple(advised)
    for index, key in enumerate(advised):
        if key not in ordered:
            place = ordered.index(advised[index - 1]) + 1 if index else 0
            ordered.insert(place, key)
    return tuple(ordered)


def _own_now(path: Sequence[str], advised: Sequence[str], following: str | None) -> tuple[str, ...]:
    first = [following] if following in path else []
    wanted = [*first, *(key for key in advised if key in path), *path]
    return tuple(key for key in dict.fromkeys(wanted) if key is not None)[:NOW_SIZE]


def move(path: Sequence[str], key: str, *, by: int) -> list[str]:
    """Return the path with one module moved; at either end it stays where it is."""
    ordered = list(path)
    if key in ordered:
        place = ordered.index(key)
        ordered.insert(max(0, place + by), ordered.pop(place))
    return ordered


def differences(
    before: Sequence[Mapping[str, object]], after: Sequence[Mapping[str, object]]
) -> list[dict[str, str]]:
    """Return what came, went, got another advice, or moved between two stored paths, as codes."""
    old = {str(row["key"]): row for row in before}
    found: list[dict[str, str]] = []
    for row in after:
        key, known = str(row["key"]), old.get(str(row["key"]))
        if known is None or known["advice"] == row["advice"]:
            continue
        was, now = (is_scheduled(known), is_scheduled(row))
        code = "changed" if was == now else "came" if now else "went"
        found.append(
            {"code": code, "module": key, "from": str(known["advice"]), "advice": str(row["advice"])}
        )
    common = [str(row["key"]) for row in after if is_scheduled(row)]
    earlier = [str(row["key"]) for row in before if is_scheduled(row) and str(row["key"]) in common]
    common = [key for key in common if key in earlier]
    found += [{"code": "moved", "module": key} for key in common if key not in _kept_order(earlier, common)]
    return found


def _kept_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the longest run of modules that kept their order; all others moved."""
    best: list[list[str]] = []
    for index, key in enumerate(after):
        chains = [
            chain
            for earlier, chain in enumerate(best[:index])
            if before.index(after[earlier]) < before.index(key)
        ]
        best.append([*max(chains, key=len, default=[]), key])
    return max(best, key=len, default=[])
