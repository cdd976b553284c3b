#!/usr/bin/env bash
# Installs flowproof in a folder of its own, beside whatever the repository has installed.
set -euo pipefail

# npm understands the path of a package as one from the folder that it installs in.
case "$INPUT_VERSION" in
*/*) package=$(realpath -- "$INPUT_VERSION") ;;
*) package="flowproof@$INPUT_VERSION" ;;
esac
folder=$(mktemp -d "$RUNNER_TEMP/flowproof-XXXXXX")
npm install --prefix "$folder" --install-links --ignore-scripts --omit=dev --no-audit --no-fund "$package"
echo "$folder/node_modules/.bin" >>"$GITHUB_PATH"
