"""The cache may be away: nothing fails for it."""

from typing import Any

import pytest

from portal.cache import FailOpenRedisCache

# Nothing listens on port 1.
AWAY = FailOpenRedisCache("redis://127.0.0.1:1/0", {})


@pytest.mark.parametrize(
    ("method", "arguments", "answer"),
    [
        ("get", ("a", "fallback"), "fallback"),
        ("get_many", (["a"],), {}),
        ("set", ("a", 1), None),
        ("set_many", ({"a": 1},), ["a"]),
        ("add", ("a", 1), True),
        ("incr", ("a",), 1),
        ("has_key", ("a",), False),
        ("touch", ("a",), False),
        ("delete", ("a",), False),
        ("delete_many", (["a"],), None),
        ("get_or_set", ("a", 3), 3),
        ("clear", (), None),
    ],
)
def test_every_question_has_an_answer_without_redis(
    method: str, arguments: tuple[Any, ...], answer: Any
) -> None:
    assert getattr(AWAY, method)(*arguments) == answer
