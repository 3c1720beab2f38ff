"""Where tables and models disagree about whose rows are whose; `manage.py check --database default` tells."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models
from django.db.migrations.executor import MigrationExecutor

from people.enums import Ownership
from people.walls.policies import policies_for

Model = type[models.Model]


def walled_models() -> list[Model]:
    """Every model of ours whose rows belong to an organisation or a person."""
    return [model for model in apps.get_models() if policies_for(model)]


@register(Tags.database)
def tables_have_their_walls(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each such model has its row security; nothing is said of SQLite, or while migrations wait."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        if connections[alias].vendor == "postgresql" and _is_migrated(alias):
            found += [*_messages(alias), *_keys_that_may_cross(alias)]
    return found


def _is_migrated(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _messages(alias: str) -> Iterator[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner)"
            " FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        tables = {name: (is_secured, owner) for name, is_secured, owner in cursor.fetchall()}
        cursor.execute(
            "SELECT tablename, policyname, cmd, roles::text[] FROM pg_policies WHERE schemaname = 'public'"
        )
        policies: dict[str, set[tuple[str, str, tuple[str, ...]]]] = {}
        for table, name, command, roles in cursor.fetchall():
            policies.setdefault(table, set()).add((name, command, tuple(roles)))
    for model in walled_models():
        table = model._meta.db_table
        is_secured, owner = tables.get(table, (False, ""))
        wanted = {
            (policy.name, policy.command, (owner if policy.role == "CURRENT_USER" else "public",))
            for policy in policies_for(model)
        }
        if not is_secured or policies.get(table, set()) != wanted:
            yield Error(
                f"{table} gives rows of {model._meta.label} to others than PostgreSQL should.",
                hint=_hint(model),
                obj=model,
                id="leerlijn.E003",
            )


def kept_together(model: Model) -> list[str]:
    """The fields through which a row of an organisation points to another row of one."""
    if not _is_organisations(model):
        return []
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if field.is_relation and _is_organisations(field.related_model)
    ]


def _is_organisations(model: Any) -> bool:
    return getattr(model, "ownership", None) == Ownership.ORGANISATION


def _keys_that_may_cross(alias: str) -> Iterator[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, (SELECT array_agg(attname::text) FROM pg_attribute"
            " WHERE attrelid = conrelid AND attnum = ANY(conkey)) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
        )
        keys = {(table, frozenset(columns)) for table, columns in cursor.fetchall()}
    for model in walled_models():
        for name in kept_together(model):
            field: Any = model._meta.get_field(name)
            if (model._meta.db_table, frozenset({"organisation_id", field.column})) not in keys:
                yield Error(
                    f"{model._meta.label}.{name} can point to a row of another organisation.",
                    hint=(
                        f"Add to a migration of {model._meta.app_label}: from people.walls.operations import "
                        f'KeepTogether, OrganisationKey; KeepTogether("{model.__name__}", "{name}"), and before it, '
                        f'in {field.related_model._meta.app_label}, OrganisationKey("{field.related_model.__name__}") '
                        "where that is not there yet."
                    ),
                    obj=model,
                    id="leerlijn.E004",
                )


def _hint(model: Model) -> str:
    owned_by = "" if model.ownership == Ownership.ORGANISATION else f", {str(model.ownership)!r}"  # type: ignore[attr-defined]
    return (
        f"Add to a migration of {model._meta.app_label}: from people.walls.operations import SecureRows; "
        f'operations = [SecureRows("{model.__name__}"{owned_by})]. Tables and policies have one owner.'
    )
