"""The cache may be away: nothing fails for it."""

import contextlib
import socket
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


def test_a_redis_that_hangs_is_asked_once_and_then_left_alone_for_a_while() -> None:
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0.05)
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        cache = FailOpenRedisCache(address, {"OPTIONS": {"socket_timeout": 0.05}})
        answers = [cache.get("a", "fallback") for _ in range(20)]
        with contextlib.suppress(TimeoutError):
            while True:
                asked.append(silent.accept()[0])
    for each in asked:
        each.close()

    assert answers == ["fallback"] * 20
    assert len(asked) == 1
