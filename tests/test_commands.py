"""Every command of ours is run by a test, as from a shell (the fixture in conftest sees to that)."""

import re
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("platform", "modules", "selfscan", "theming")


def test_every_command_of_ours_is_run_by_a_test() -> None:
    found = (
        path for folder in FOLDERS for path in (HERE.parent / folder).glob("**/management/commands/[a-z]*.py")
    )
    run = {"database_roles"}  # through tests.installation, by every role
    for path in HERE.rglob("test_*.py"):
        run |= set(re.findall(r'(?:call_command|manage|roles)\(\s*(?:\w+, )?"(\w+)"', path.read_text()))

    assert sorted({path.stem for path in found} - run) == []
