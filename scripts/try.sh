#!/usr/bin/env bash
# From nothing to a filled database: installs Kehoach into .venv, reads the plans in samples/, shows what came of them.
# Needs Python 3.11 or newer; on Debian and Ubuntu, Tesseract (for scans) is installed if it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

need tesseract-ocr tesseract-ocr-vie
echo "Installing Kehoach into .venv ..." >&2
environment --constraint requirements.lock .

db=sqlite:///kehoach-samples.db
.venv/bin/kehoach ingest samples/ --db "$db"
.venv/bin/kehoach status --db "$db"
echo "
What to try next:
  .venv/bin/kehoach show samples/$(basename "$(ls samples/*.pdf | head -n 1)")
  .venv/bin/kehoach export --db $db --output tasks.xlsx
  sqlite3 kehoach-samples.db 'SELECT source, label, lead_unit, due_on FROM task_overview'"
