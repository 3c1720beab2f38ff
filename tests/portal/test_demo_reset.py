"""`make demo-reset` throws the demo away, and nothing that is not the demo's."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

FILES = ("media/huisstijl/logo.png", "private/opdrachten/foto.png")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder with a demo of before: a database, a logo, and a photo that somebody handed in."""
    with sqlite3.connect(tmp_path / "leerlijn.sqlite3") as database:
        database.execute("CREATE TABLE van_vorige_keer (iets text)")
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def _started(var: Path, **extra: str) -> "subprocess.Popen[str]":
    outside = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = outside | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "LEERLIJN_VAR": str(var),
        "PYTHONUNBUFFERED": "1",
        **extra,
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--reset", *([] if "PORT" in extra else ["--prepare"])],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _is_whole(var: Path) -> bool:
    with sqlite3.connect(var / "leerlijn.sqlite3") as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'van_vorige_keer'").fetchall()
    return bool(tables) and all((var / name).exists() for name in FILES)


def test_the_old_demo_is_gone_before_the_new_one_is_made(var: Path) -> None:
    with _started(var) as command:
        assert command.stdout is not None
        first = command.stdout.readline()
        command.send_signal(signal.SIGKILL)  # the new demo itself takes half a minute, and is made elsewhere

    assert first == "Database bijwerken …\n"
    assert not _is_whole(var)
    assert [name for name in FILES if (var / name).exists()] == []


def test_a_taken_port_throws_nothing_away(var: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _started(var, PORT=str(port)) as command:
            _out, told = command.communicate(timeout=60)

    assert told == f"CommandError: Poort {port} is bezet. Kies een andere: make demo PORT={port + 1}\n"
    assert _is_whole(var)


def test_another_database_than_the_demos_own_is_left_alone(var: Path) -> None:
    with _started(var, DATABASE_URL="postgres://a:b@127.0.0.1:1/leerlijn") as command:
        _out, told = command.communicate(timeout=60)

    assert told.splitlines()[-1] == (
        "CommandError: Alleen de SQLite-demo kan zo opnieuw beginnen; maak de database zelf leeg."
    )
    assert _is_whole(var)
