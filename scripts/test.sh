#!/usr/bin/env bash
# Checks everything: format, lint, types, import contracts, tests. Quiet when all is well; pytest's closing line is the last.
# Arguments go to pytest: scripts/test.sh tests/models
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

# libatomic1: the driver of the browser tests is a Node program that needs it.
# The fonts: tests set pages in them.
need tesseract-ocr tesseract-ocr-vie postgresql chromium fonts-liberation2 fonts-dejavu-core fonts-freefont-ttf libatomic1

# Installed afresh only when what is asked for has changed.
wanted=$(cat requirements.lock pyproject.toml | sha256sum)
if [ "$(cat .venv/.installed 2>/dev/null)" != "$wanted" ]; then
    environment --requirement requirements.lock
    environment --no-deps --editable .
    echo "$wanted" >.venv/.installed
fi

export PATH="$PWD/.venv/bin:$PATH"

# check NAME COMMAND...: run it, and show what it says only when it fails.
failed=0
check() {
    local name=$1 said
    shift
    if ! said=$("$@" 2>&1); then
        printf '== %s\n%s\n' "$name" "$said"
        failed=1
    fi
}

check "format (mend with: ruff format)" ruff format --check .
check "lint (mend with: ruff check --fix)" ruff check .
check "types" mypy
check "import contracts" lint-imports
python -m pytest --quiet "$@" || failed=1
exit "$failed"
