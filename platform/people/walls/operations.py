"""Migration operations for PostgreSQL that do nothing on SQLite, where the first wall stands alone."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import truncate_name
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

from people.enums import Ownership
from people.walls.policies import POLICIES

NAME_LENGTH = 63


class _OnPostgreSQL(Operation):
    """Changes the database only, there only, and can be taken back."""

    reversible = True
    reduces_to_sql = True
    category = OperationCategory.SQL

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run the statements."""
        if schema_editor.connection.vendor == "postgresql":
            for statement in self.statements(app_label, schema_editor, to_state):
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run those that undo it."""
        if schema_editor.connection.vendor == "postgresql":
            for statement in self.undoing(app_label, schema_editor, from_state):
                schema_editor.execute(statement)

    def statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """What is executed forwards."""
        raise NotImplementedError

    def undoing(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """What is executed backwards."""
        raise NotImplementedError


class RunOnPostgreSQL(_OnPostgreSQL):
    """One statement, and the one that undoes it."""

    def __init__(self, statement: str, undo: str) -> None:
        self.statement, self.undo = statement, undo

    def describe(self) -> str:
        """For the list of migrations."""
        return "Statement for PostgreSQL"

    def statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """The statement."""
        return [self.statement]

    def undoing(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Its opposite."""
        return [self.undo]


class SecureRows(_OnPostgreSQL):
    """Rows of this model are given to their organisation, or their person, only."""

    def __init__(self, model_name: str, owned_by: str = Ownership.ORGANISATION) -> None:
        self.model_name, self.owned_by = model_name, Ownership(owned_by)

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Row security on {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        """For the name of a migration."""
        return f"secure_{self.model_name.lower()}"

    def statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Switch it on, for the owner of the table too, and say who gets which rows."""
        table = self._table(app_label, editor, state)
        return [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            *(policy.create(table) for policy in POLICIES[self.owned_by]),
        ]

    def undoing(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Take the policies away and switch it off."""
        table = self._table(app_label, editor, state)
        return [
            *(f"DROP POLICY {policy.name} ON {table}" for policy in POLICIES[self.owned_by]),
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ]

    def _table(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> str:
        model = state.apps.get_model(app_label, self.model_name)
        return editor.quote_name(model._meta.db_table)


class OrganisationKey(_OnPostgreSQL):
    """Rows of this model can be pointed to together with their organisation: (organisation, id) is a key too."""

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Key of organisation and id on {self.model_name}"

    def statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Add the constraint."""
        table, name = self._names(app_label, editor, state)
        return [f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (organisation_id, id)"]

    def undoing(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Take it away."""
        table, name = self._names(app_label, editor, state)
        return [f"ALTER TABLE {table} DROP CONSTRAINT {name}"]

    def _names(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> tuple[str, str]:
        table = state.apps.get_model(app_label, self.model_name)._meta.db_table
        return editor.quote_name(table), editor.quote_name(
            truncate_name(f"{table}_organisation_key", NAME_LENGTH)
        )


class KeepTogether(_OnPostgreSQL):
    """What a row points to through this field is of the row's own organisation.

    The model that it points to has its OrganisationKey, in an earlier operation.
    """

    def __init__(self, model_name: str, field_name: str) -> None:
        self.model_name, self.field_name = model_name, field_name

    def describe(self) -> str:
        """For the list of migrations."""
        return f"{self.model_name}.{self.field_name} stays within one organisation"

    def statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Add the constraint; it is looked at when a transaction ends, as Django's own keys are."""
        table, column, target, name = self._names(app_label, editor, state)
        return [
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organisation_id, {column})"
            f" REFERENCES {target} (organisation_id, id) DEFERRABLE INITIALLY DEFERRED"
        ]

    def undoing(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> list[str]:
        """Take it away."""
        table, _column, _target, name = self._names(app_label, editor, state)
        return [f"ALTER TABLE {table} DROP CONSTRAINT {name}"]

    def _names(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> tuple[str, ...]:
        model = state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.field_name)
        table, target = model._meta.db_table, field.remote_field.model._meta.db_table
        name = truncate_name(f"{table}_{field.column}_together", NAME_LENGTH)
        return tuple(editor.quote_name(each) for each in (table, field.column, target, name))
