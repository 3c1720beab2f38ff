"""Rows of another table brought along in the same query."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class _Rows(Func):
    """The rows of a subquery as one JSON list."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite has another name for it."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def rows_of(found: QuerySet[Any], **fields: Any) -> Subquery:
    """The rows of a query as a JSON list of objects with these fields; None when there are none."""
    return Subquery(found.order_by().annotate(rows=_Rows(JSONObject(**fields))).values("rows"))
