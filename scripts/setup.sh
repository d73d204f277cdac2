#!/bin/sh
# Installs what the project needs into the project itself, once, and says so. Needs Node 20 or later with npm.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.ztc-setup
want=$(cksum package-lock.json | cut -d' ' -f1,2)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$want" ]; then
  echo "set-up: installing the locked dependencies, among them the Node that the project runs on"
  # Not "npm ci": it refuses a lock file that lacks optional packages of other platforms, which not every registry serves.
  npm install --no-save --no-audit --no-fund --loglevel=error
  echo "$want" > "$stamp"
fi
if ! node_modules/node/bin/node -e 'process.exit(0)' 2>/dev/null; then
  echo "set-up: node_modules/node/bin/node does not start; delete node_modules and run again" >&2
  exit 1
fi
