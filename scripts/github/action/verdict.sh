#!/usr/bin/env bash
# Ends as flowproof did.
set -euo pipefail

if [ "$EXIT_CODE" != 0 ]; then echo "::error title=flowproof::$VERDICT, exit code $EXIT_CODE; the log of the run says why"; fi
exit "$EXIT_CODE"
