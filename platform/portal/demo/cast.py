"""The demo cast of `fixtures/cast.yaml`, as data."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from organisations.models import Organisation


@dataclass(frozen=True)
class Actor:
    """Somebody in the demo: her address in one organisation, her roles, what she has done."""

    email: str
    name: str
    roles: tuple[str, ...]
    note: str
    team: str = ""


@cache
def read_cast(directory: Path | None = None) -> dict[str, Any]:
    """The fixture as written."""
    path = (directory or settings.FIXTURES_DIR) / "cast.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def name_of(row: dict[str, Any], organisation: Organisation) -> str:
    """The name of somebody in the cast; the help contact is called what the footer says."""
    return organisation.help_name if row.get("is_help_contact") else row["name"]


def actors_of(organisation: Organisation) -> list[Actor]:
    """Who can be signed in with one click in an organisation."""
    cast = read_cast()
    if organisation.is_region:
        region = [_actor(row, row["email"], row["name"]) for row in cast["region"]]
        authors = [
            Actor(
                email=f"{local}@{key}.example",
                name=next(row["name"] for row in cast["members"] if row["local"] == local),
                roles=("case_author",),
                note=f"casusauteur ({key})",
            )
            for local in cast["case_authors"]
            for key in ("maasbries", "zonnehoek", "amelberga")
        ]
        return region + authors
    return [
        _actor(row, f"{row['local']}@{organisation.key}.example", name_of(row, organisation))
        for row in cast["members"]
    ]


def _actor(row: dict[str, Any], email: str, name: str) -> Actor:
    return Actor(email, name, tuple(row["roles"]), row["note"], row.get("team", ""))
