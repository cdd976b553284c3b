#!/usr/bin/env bash
# Runs flowproof: its reports go into a folder, what it says into the log and the step summary. Always ends with 0.
set -euo pipefail

# Where the repository has installed flowproof itself; what the action installed is before that.
export PATH="$PATH:$PWD/node_modules/.bin"
reports=$(mktemp -d "$RUNNER_TEMP/flowproof-reports-XXXXXX")
code=0
arguments=("$INPUT_COMMAND")

# A value stands behind =, so that none is taken for an option.
option() {
  if [ -n "$2" ]; then arguments+=("$1=$2"); fi
}

option --environment "$INPUT_ENVIRONMENT"
option --context "$INPUT_CONTEXT"
option --kubeconfig "$INPUT_KUBECONFIG"
if [ -z "$INPUT_BASELINE" ] || [ -f "$INPUT_BASELINE" ]; then
  option --baseline "$INPUT_BASELINE"
else
  echo "::notice title=flowproof::There is no baseline yet, so every difference counts."
fi
while IFS= read -r line; do
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<<"$INPUT_ARGS"

# The summary is text that is shown as it is.
summary() {
  printf '### flowproof %s\n\n~~~~~~~~~~text\n' "$INPUT_COMMAND"
  head -c 1000000
  printf '\n~~~~~~~~~~\n'
} >>"$GITHUB_STEP_SUMMARY"

check() {
  flowproof "${arguments[@]}" "$@" -- "$INPUT_SCENARIO"
}

case "$INPUT_COMMAND" in
check)
  # For programs, for people, and as annotations.
  check --format=json --html="$reports/check.html" >"$reports/check.json" 2>/dev/null &
  (check 2>&1 || true) | summary &
  check --format=github || code=$?
  wait
  if [ ! -s "$reports/check.json" ]; then rm "$reports/check.json"; fi
  ;;
verify)
  flowproof "${arguments[@]}" --json="$reports/report.json" --junit="$reports/junit.xml" \
    --html="$reports/report.html" --markdown="$GITHUB_STEP_SUMMARY" -- "$INPUT_SCENARIO" &
  # Of a job that is cancelled, a runner tells this script alone. flowproof removes what it made.
  trap 'signalled=yes; kill -TERM "$!" || true' INT TERM
  # A signal ends the wait, and not what is waited for.
  signalled=yes
  while [ -n "$signalled" ]; do
    signalled='' code=0
    wait "$!" || code=$?
  done
  ;;
*)
  echo "::error title=flowproof::The input \"command\" is check or verify."
  code=2
  ;;
esac

case "$code" in
0) verdict=pass ;;
1) verdict=fail ;;
2) verdict=invalid ;;
130) verdict=interrupted ;;
*) verdict=inconclusive ;;
esac

# The path of a report, or nothing where it was not written.
written() {
  if [ -s "$reports/$1" ]; then echo "$reports/$1"; fi
}
{
  echo "verdict=$verdict"
  echo "exit-code=$code"
  echo "reports=$reports"
  echo "json=$(written report.json)$(written check.json)"
  echo "junit=$(written junit.xml)"
  echo "html=$(written report.html)$(written check.html)"
} >>"$GITHUB_OUTPUT"
