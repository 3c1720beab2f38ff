"""Which rows a table gives to whom, as row-level policies. A row without a policy is given to nobody.

The settings are local to a transaction (people.walls.database); where none was said they are empty, and no
row matches. Each is read once per statement: that is what the SELECT around it is for.
"""

from dataclasses import dataclass

from django.db import models

from people.enums import Ownership
from people.models import Person

_ORGANISATION = "(SELECT NULLIF(current_setting('app.org', true), '')::bigint)"
_PERSON = "(SELECT NULLIF(current_setting('app.person', true), '')::bigint)"
_READS_FOR = "(SELECT current_setting('app.reads_for', true))"
_ALL_ORGANISATIONS = "(SELECT current_setting('app.all_organisations', true)) = 'on'"


@dataclass(frozen=True)
class Policy:
    """One way in which rows are given: for reading only, or for writing too; to one role, or to all."""

    name: str
    condition: str
    command: str = "ALL"
    role: str = "PUBLIC"

    def create(self, table: str) -> str:
        """The statement that puts it on a table."""
        check = "" if self.command == "SELECT" else f" WITH CHECK ({self.condition})"
        return (
            f"CREATE POLICY {self.name} ON {table} FOR {self.command} TO {self.role}"
            f" USING ({self.condition}){check}"
        )


# Under FORCE the owner sees nothing either; migrations change data, and backups are restored by the owner.
OWNER = Policy("owner", "true", role="CURRENT_USER")

POLICIES: dict[Ownership, tuple[Policy, ...]] = {
    Ownership.ORGANISATION: (
        Policy("tenant", f"organisation_id = {_ORGANISATION}"),
        Policy("all_organisations", _ALL_ORGANISATIONS),
        OWNER,
    ),
    Ownership.PERSON: (
        Policy("own", f"person_id = {_PERSON}"),
        # Of others: read only. The star stands for everybody; with it work for all people is done, writing too.
        Policy(
            "reads_for",
            f"person_id = ANY ((SELECT string_to_array(NULLIF({_READS_FOR}, '*'), ',')::bigint[])::bigint[])",
            command="SELECT",
        ),
        Policy("everybody", f"{_READS_FOR} = '*'"),
        OWNER,
    ),
}


def policies_for(model: type[models.Model]) -> tuple[Policy, ...]:
    """The policies that the table of this model needs; none for what isn't walled in.

    The table of people itself is not: signing in looks for an address before anybody is known, and lists of an
    organisation show the names of its people. It holds name, address and password, nothing of what somebody did.
    """
    ownership = getattr(model, "ownership", None)
    if not isinstance(ownership, Ownership) or model._meta.proxy or issubclass(model, Person):
        return ()
    return POLICIES.get(ownership, ())
