"""The scan as the fixtures define it, and short ways to fill it in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from selfscan.definition import definition_of_fixtures
from selfscan.models import ScanRun
from selfscan.queries import stored_scan
from selfscan.services.scans import Answered, answer_item

DEFINITION = definition_of_fixtures(Path(settings.FIXTURES_DIR))


def answers_at(level: int | None, situation_level: int | None = None) -> dict[str, Any]:
    """Every statement at one level (or not experienced), every situation at one level."""
    wanted = situation_level or level
    return {
        item.key: level
        if item.is_statement
        else next(option.key for option in item.options if option.proficiency_level == wanted)
        for item in DEFINITION.items
    }


def answer(run: ScanRun, key: str, value: Any, *, based_on: int = 0, **extra: Any) -> Answered:
    """Answer one question: a level, an option key, or nothing for "not experienced yet"."""
    scan = stored_scan(run.version)
    return answer_item(
        run=run,
        item_id=scan.item_ids[key],
        proficiency_level=value if isinstance(value, int) else None,
        option_id=scan.option_ids[key, value] if isinstance(value, str) else None,
        uuid=extra.get("uuid") or uuid4(),
        based_on=based_on,
    )


def answer_all(run: ScanRun, answers: Mapping[str, Any]) -> None:
    """Answer every question of a fresh run."""
    for key, value in answers.items():
        answer(run, key, value)
