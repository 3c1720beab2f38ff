"""Whose own rows may be read now: answers, progress, paths, evidence.

In a request that is the person who is signed in. Whoever may read somebody else's says for whom and why, with
`reads_for`; PostgreSQL gives no other rows (people.walls.policies).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from people.walls.database import in_transaction, tell


@dataclass(frozen=True)
class _Sight:
    person_id: int | None = None


_NOBODY = _Sight()
_sight: ContextVar[_Sight] = ContextVar("sight", default=_NOBODY)


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


def seeing_as(person_id: int) -> AbstractContextManager[None]:
    """Everything inside sees this person's rows, and nobody else's."""
    return _with(_Sight(person_id))


def nobody() -> AbstractContextManager[None]:
    """Everything inside sees no person's rows, until somebody is known."""
    return _with(_NOBODY)


def _tell_database() -> None:
    tell(person=_sight.get().person_id)
