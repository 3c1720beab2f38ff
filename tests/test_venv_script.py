"""`make` begins with scripts/venv.sh, which says in one line what is missing; nothing here needs a network."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "venv.sh"
TOOLS = ("dirname", "basename", "cat", "awk", "df")

OLD = "#!/bin/sh\nexit 1\n"  # says no to "at least 3.11"
WHOLE = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
WITHOUT_VENV = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
exec "{sys.executable}" "$@"
"""
FULL_DISK = """#!/bin/sh
echo "Filesystem 1024-blocks Used Available Capacity Mounted"
echo "schijf 9999999 9794 204800 99% /"
"""


@pytest.mark.parametrize(
    ("python", "disk", "told"),
    [
        (
            OLD,
            None,
            "leerlijn: Python 3.11 of nieuwer is nodig en niet gevonden. Zet PYTHON=/pad/naar/python3.11.\n",
        ),
        (
            WITHOUT_VENV,
            None,
            "leerlijn: Python mist de module venv. Op Debian en Ubuntu: apt install python3-venv.\n",
        ),
        (
            WHOLE,
            FULL_DISK,
            "leerlijn: Er is minstens 1 GB vrije schijfruimte nodig; er is nu 200 MB.\n",
        ),
    ],
    ids=["old Python", "no module venv", "no space"],
)
def test_what_is_missing_is_told_in_one_line(
    tmp_path: Path, python: str, disk: str | None, told: str
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(str(shutil.which(name)))
    if disk is not None:
        (tools / "df").unlink()
    for name, text in {"python3": python, "python": python, **({"df": disk} if disk else {})}.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)

    done = subprocess.run(
        [str(shutil.which("bash")), str(SCRIPT), "requirements.txt"],
        env={"PATH": str(tools), "VENV": str(tmp_path / "venv")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)
    assert not (tmp_path / "venv").exists()
