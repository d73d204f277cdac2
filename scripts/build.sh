#!/bin/sh
# Compiles the sources into dist/ when they are newer than the last build.
set -eu
cd "$(dirname "$0")/.."
stamp=dist/.ztc-build
if [ -f "$stamp" ] && [ -z "$(find src constructs schema tsconfig.json tsconfig.build.json package-lock.json -newer "$stamp" -type f 2>/dev/null | head -n 1)" ]; then
  exit 0
fi
echo "build: compiling src/ and constructs/ into dist/"
rm -rf dist
node_modules/.bin/tsc -p tsconfig.build.json
touch "$stamp"
