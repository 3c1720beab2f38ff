#!/usr/bin/env bash
# Make or refresh .venv from a hashed requirements file: scripts/venv.sh requirements.txt
# Says in one line what is missing. Safe to repeat; does nothing when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=$1
venv=${VENV:-.venv}

fail() { printf 'leerlijn: %s\n' "$1" >&2; exit 1; }

python=""
for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
  [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || fail "Python 3.11 of nieuwer is nodig en niet gevonden. Zet PYTHON=/pad/naar/python3.11."

stamp="$venv/.$(basename "$requirements").sha256"
wanted=$("$python" -c 'import hashlib,sys; print(hashlib.sha256(open(sys.argv[1],"rb").read()).hexdigest())' "$requirements")
[ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

"$python" -c 'import venv, ensurepip' 2>/dev/null \
  || fail "Python mist de module venv. Op Debian en Ubuntu: apt install python3-venv."
free=$(df -Pk . | awk 'NR==2 {print $4}')
[ "$free" -ge 1048576 ] || fail "Er is minstens 1 GB vrije schijfruimte nodig; er is nu $((free / 1024)) MB."

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv" || fail "De virtuele omgeving in $venv kon niet worden gemaakt."
printf 'leerlijn: pakketten installeren (de eerste keer één tot drie minuten) …\n' >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements" >&2 \
  || fail "De pakketten uit $requirements konden niet worden geïnstalleerd. Is er een verbinding met de pakketbron?"
printf '%s\n' "$wanted" > "$stamp"
# The test requirements hold everything of the others, so they count for both.
if [ "$requirements" = requirements-dev.txt ]; then
  "$python" -c 'import hashlib; print(hashlib.sha256(open("requirements.txt","rb").read()).hexdigest())' > "$venv/.requirements.txt.sha256"
fi
