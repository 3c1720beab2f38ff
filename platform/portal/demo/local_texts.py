"""What one organisation of the demo says itself in the steps, from `fixtures/local_texts.yaml`."""

from collections.abc import Mapping
from typing import Any

import yaml
from django.conf import settings

from modules.conversion import stable_id
from modules.local.queries import local_step, texts_of
from modules.local.services import keep_text
from modules.models import StepPage
from organisations.models import Organisation
from people.models import Person


def fill_in(organisation: Organisation, people: Mapping[str, Person]) -> None:
    """Fill in what the fixture has for this organisation, by the one of the cast it names."""
    path = settings.FIXTURES_DIR / "local_texts.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    row = next((each for each in data["organisations"] if each["organisation"] == organisation.key), None)
    if row is None:
        return
    steps = {step.code: step for step in StepPage.objects.live().defer("body")}
    for each in row["slots"]:
        step = steps[each["step"]]
        place = local_step(step, texts_of(step))
        wanted = stable_id(f"{step.code}/slots/{each['key']}")
        slot = next(slot for slot in place.slots if str(slot.key) == wanted)
        keep_text(
            organisation=organisation,
            person=people[row["by"]],
            step=step,
            slot=slot.key,
            text=each["text"],
            asked=each.get("asked_then", slot.asked),
            based_on=0,
        )
    for each in row["notes"]:
        keep_text(
            organisation=organisation,
            person=people[row["by"]],
            step=steps[each["step"]],
            slot=None,
            text=each["text"],
            asked="",
            based_on=0,
        )
