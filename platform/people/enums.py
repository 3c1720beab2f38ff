"""Enumerations of the lowest floor."""

from enum import StrEnum


class Ownership(StrEnum):
    """Whose a model's rows are; every model declares one (source: DESIGN, Tenancy)."""

    SHARED = "shared"
    ORGANISATION = "organisation"
    PERSON = "person"
    TECHNICAL = "technical"
