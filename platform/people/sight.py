"""Whose own rows may be read now: answers, progress, paths, evidence.

In a request that is the person who is signed in. Whoever may read somebody else's says for whom and why, with
`reads_for`, which is logged; PostgreSQL gives no other rows (people.walls.policies).
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final, Literal

import structlog

from people.walls.database import in_transaction, tell

logger = structlog.get_logger(__name__)

EVERYBODY: Final[Literal["*"]] = "*"
"""For work that is nobody's own: terms, plans, loading, sums. It may write, too."""


@dataclass(frozen=True)
class _Sight:
    person_id: int | None = None
    reads_for: str = ""


_NOBODY = _Sight()
_sight: ContextVar[_Sight] = ContextVar("sight", default=_NOBODY)


def seeing_as(person_id: int) -> AbstractContextManager[None]:
    """Everything inside sees this person's rows, and nobody else's."""
    return _with(_Sight(person_id))


def nobody() -> AbstractContextManager[None]:
    """Everything inside sees no person's rows, until somebody is known."""
    return _with(_NOBODY)


def reads_for(people: Iterable[int] | Literal["*"], reason: str) -> AbstractContextManager[None]:
    """Everything inside reads these people's rows too, by their keys, or EVERYBODY's; the reason is logged.

    Read what is wanted inside: a query that waits until later finds nothing.
    """
    keys = people if isinstance(people, str) else ",".join(str(key) for key in sorted(set(people)))
    number = keys if keys == EVERYBODY else len(keys.split(",")) if keys else 0
    logger.info("reads_for", reason=reason, people=number)
    return _with(replace(_sight.get(), reads_for=keys))


def acts_for(person_id: int, reason: str) -> AbstractContextManager[None]:
    """Everything inside reads and writes this one person's rows, and nobody else's; the reason is logged.

    For what somebody else decides about her work: a question about it, a signature under it. Whoever calls has
    looked first whether he may.
    """
    logger.info("acts_for", reason=reason, person=person_id)
    return _with(_Sight(person_id))


@contextmanager
def _with(sight: _Sight) -> Iterator[None]:
    with in_transaction():
        token = _sight.set(sight)
        _tell_database()
        try:
            yield
        finally:
            _sight.reset(token)
            _tell_database()


def _tell_database() -> None:
    sight = _sight.get()
    tell(person=sight.person_id, reads_for=sight.reads_for)
