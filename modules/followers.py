"""What higher floors do for this one: say who somebody's trainers are, and follow an assignment that is handed in.

Registered in `AppConfig.ready`; this floor imports nothing from above.
"""

from collections.abc import Callable

from modules.models import LookAlong
from people.models import Person

TrainerSource = Callable[[Person], list[Person]]
QueueFollower = Callable[[LookAlong], object]

_trainer_sources: list[TrainerSource] = []
_queue_followers: list[QueueFollower] = []


def register_trainer_source(source: TrainerSource) -> None:
    """Have a higher floor say who the practice trainers of somebody's groups are, in the current organisation."""
    if source not in _trainer_sources:
        _trainer_sources.append(source)


def trainers_of(person: Person) -> list[Person]:
    """The practice trainers of her groups here; nobody without a group, and never she herself."""
    found = [trainer for source in _trainer_sources for trainer in source(person)]
    return [trainer for trainer in dict.fromkeys(found) if trainer != person]


def register_queue_follower(follower: QueueFollower) -> None:
    """Have something follow whenever an assignment comes to wait for the trainers of its owner."""
    if follower not in _queue_followers:
        _queue_followers.append(follower)


def waits_for_trainers(look: LookAlong) -> None:
    """Tell every follower."""
    for follower in _queue_followers:
        follower(look)
