"""What the demo does for the person who tries the product: a scan filled in, a little progress."""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from modules.conversion import stable_id
from modules.forms import activity_for
from modules.forms.activities import FIELDS
from modules.models import ModulePage, ModuleProgress, StepPage, StepProgress
from modules.queries import published_step_by_code, steps_of
from modules.services import save_answer
from people.models import Person
from selfscan.models import Item
from selfscan.services.scans import answer_item, finish_run, start_or_resume_run

# From an item's position (1 to 32) to the level that somebody of this profile chooses.
PROFILES: dict[str, Callable[[int], int]] = {
    "beginner": lambda position: 1,
    "experienced": lambda position: 3,
    "mixed": lambda position: (3, 2, 4, 3, 2, 3, 1, 3)[position % 8],
}


@transaction.atomic
def fill_scan_as(*, person: Person, profile: str) -> None:
    """Fill in and finish a scan: `beginner`, `experienced` or `mixed`; anything else does nothing."""
    level_of = PROFILES.get(profile)
    if level_of is None:
        return
    run = start_or_resume_run(person=person)
    revisions = {
        answer.item_id: answer.revision or 0
        for answer in run.answers.exclude(revision=None).order_by("revision")
    }
    for item in Item.objects.filter(version_id=run.version_id).prefetch_related("options"):
        level = level_of(item.position)
        option = next((each for each in item.options.all() if each.proficiency_level == level), None)
        answer_item(
            run=run,
            item_id=item.pk,
            proficiency_level=None if option else level,
            option_id=option.pk if option else None,
            uuid=uuid4(),
            based_on=revisions.get(item.pk, 0),
        )
    finish_run(person=person)


def put_progress(*, person: Person, module: ModulePage, steps: int | None, on: dt.date) -> None:
    """Let somebody have done the first steps of a module, or all of them (`None`), on a day."""
    all_steps: list[StepPage] = list(steps_of(module))
    done = all_steps if steps is None else all_steps[:steps]
    StepProgress.objects.bulk_create(
        [StepProgress(person=person, step=step, completed_on=on) for step in done], ignore_conflicts=True
    )
    moment = timezone.make_aware(dt.datetime.combine(on, dt.time(14, 30)))
    ModuleProgress.objects.update_or_create(
        person=person,
        module=module,
        defaults={
            "steps_done": len(done),
            "steps_total": len(all_steps),
            "started_at": moment,
            "last_step": done[-1] if done else None,
            "online_done_on": on if len(done) == len(all_steps) else None,
            "updated": moment,
        },
    )


def put_texts(*, person: Person, code: str, texts: dict[str, str]) -> None:
    """Let somebody have filled in fields of a step, by the fields' keys; nothing when there is no such step."""
    step = published_step_by_code(code)
    activity = activity_for(step) if step else None
    if step is None or activity is None:
        return
    save_answer(
        person=person,
        page=step,
        block_id=activity.block_id,
        question_key=FIELDS,
        round_number=1,
        uuid=uuid4(),
        based_on=0,
        payload={"answers": {stable_id(f"{code}/{key}"): text for key, text in texts.items()}},
        asked=activity.asked(FIELDS, 1),
    )
