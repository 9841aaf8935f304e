#!/bin/sh
# Draws so-cskh.png: the demo's register as LibreOffice shows it. Run it in the
# project's folder; it needs LibreOffice, poppler, ImageMagick and Liberation fonts.
# The demo is made as of the coming Wednesday, so that no deadline has passed since on
# the spreadsheet's own clock.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python - "$work/demo" <<'PY'
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from jobs.sample import demo
now = datetime.now(UTC)
now += timedelta(days=(2 - now.weekday()) % 7 or 7)
demo.make(Path(sys.argv[1]), now=now.replace(hour=4), port=8080)
PY
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf \
  --outdir "$work" "$work/demo/so-cskh.xlsx" >/dev/null 2>&1
pdftoppm -r 450 -f 3 -l 3 -x 325 -y 425 -W 1780 -H 2000 -png "$work/so-cskh.pdf" "$work/page"
convert "$work"/page-*.png -trim +repage -bordercolor white -border 8 \
  +dither -colors 64 -strip docs/pictures/so-cskh.png
