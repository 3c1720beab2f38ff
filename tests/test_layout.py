"""The house's own rules about folders."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_platform_is_a_plain_folder() -> None:
    """An `__init__.py` here would hide Python's own `platform` and kill Django while pytest stays green."""
    loose = [path.name for path in (ROOT / "platform").iterdir() if path.is_file()]

    assert loose == []


def test_no_test_folder_is_called_platform() -> None:
    assert [path for path in (ROOT / "tests").rglob("platform") if path.is_dir()] == []


def test_the_standard_platform_module_wins() -> None:
    code = "import sys; sys.path[:0] = ['.', 'platform']; import platform; print(platform.python_version())"

    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == ".".join(map(str, sys.version_info[:3]))
