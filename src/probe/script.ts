/**
 * The program that runs where probes are sent from: POSIX shell, for dash and busybox alike. It is entered once and gets
 * batch after batch over its standard input, because entering costs more than a batch does.
 *
 * Input: `batch NONCE SECONDS BEAT QUERY` begins a batch, `end` ends and starts it, and `job` lines are what it consists
 * of: `job curl ID` with the lines of a curl config behind it, or one line for a single datagram or query. A batch without
 * its `end` is not run: half of the input is no input. `exit` ends the program as the end of the input does. Targets are
 * data there and never become shell text. The root file system is read-only; QUERY, the DNS message for TCP in octal
 * escapes, has bytes that no variable can hold, and goes through memory that every container has, /dev/shm.
 *
 * Output: lines that begin with the batch's nonce, each written at once, so that those of probes that run side by side
 * do not mix. `started`, `launched` and `beat` carry the time (seconds since the machine's start): beats come every so
 * many seconds for as long as a probe may wait, and a gap between two shows that the place stood still. `done` closes
 * the batch.
 *
 * Processes are what probes cost, so the shell reads the clock and marks lines by itself: a probe takes two (one that
 * waits for the tool, and the tool), a curl that carries hundreds takes four.
 */
export const probeScript = String.raw`
newline='
'
# Word splitting turns a line into arguments, and never into names of files.
set -f
help=$(nc -h 2>&1)
# OpenBSD's nc ends at the first answer, and closes its side after a query, if it is told to; busybox's knows neither.
first= close=
case $help in *recvlimit*) first='-W 1' ;; esac
case $help in *-N*) close=-N ;; esac
# busybox's nslookup asks this often within its time, since a datagram may be lost; BIND's takes the time for each try.
tries=3
case $(nslookup -version 2>&1) in nslookup\ [0-9]*) tries=1 ;; esac

# say ID OUTPUT: prints each line of what a tool said, marked.
say() {
  [ -n "$2" ] || return 0
  IFS=$newline
  for line in $2; do printf '%s %s out %s\n' "$nonce" "$1" "$line"; done
  unset IFS
}

# one ID COMMAND...: runs a tool for one probe and says what it printed, how it ended, and when.
one() {
  id=$1
  shift
  read -r start _ </proc/uptime
  out=$("$@" 2>&1)
  code=$?
  read -r end _ </proc/uptime
  say "$id" "$out"
  printf '%s %s end %s %s %s\n' "$nonce" "$id" "$code" "$start" "$end"
}

# transfers ID CONFIG: has one curl try many connections. Its own lines are passed on one by one.
transfers() {
  read -r start _ </proc/uptime
  out=$(curl --config - <<EOT
$2
EOT
)
  code=$?
  read -r end _ </proc/uptime
  IFS=$newline
  for line in $out; do printf '%s\n' "$line"; done
  unset IFS
  printf '%s %s curl %s %s %s\n' "$nonce" "$1" "$code" "$start" "$end"
}

# job TEXT: starts a job beside the others.
job() {
  case $1 in
    curl*)
      head=${'${1%%"$newline"*}'}
      transfers "${'${head#curl }'}" "${'${1#*"$newline"}'}" &
      ;;
    *)
      set -- $1
      tool=$1 id=$2
      shift 2
      case $tool in
        nslookup) one "$id" nslookup -timeout="$seconds" -retry="$tries" -type=a "$@" & ;;
        udp) one "$id" nc -u $first -w "$seconds" "$1" "$2" <<EOT & ;;
echo $nonce
EOT
        # Opened anew, so that each reads from the beginning.
        dns-tcp) one "$id" nc -v $close -w "$seconds" "$1" "$2" </proc/self/fd/8 & ;;
      esac
      ;;
  esac
}

mark() {
  read -r now _ </proc/uptime
  printf '%s %s %s\n' "$nonce" "$1" "$now"
}

# Says that it lives for as long as a probe waits.
beats() {
  left=$((seconds * 4 + 2))
  while [ "$left" -gt 0 ]; do
    sleep "$beat"
    mark beat
    left=$((left - 1))
  done
}

# Keeps the query to be read at descriptor 8; its file has lost its name by then, so that nothing is ever left of it.
keep_query() {
  file=/dev/shm/flowproof-$nonce
  # shellcheck disable=SC2059 # the format is the message
  printf "$query" >"$file" && exec 8<"$file"
  rm -f "$file"
}

batch() {
  [ -z "$query" ] || keep_query
  mark started
  beats &
  beating=$!
  running=
  for text; do
    job "$text"
    running="$running $!"
  done
  mark launched
  wait $running
  kill "$beating" 2>/dev/null
  mark done
}

current=
while IFS= read -r line; do
  case $line in
    batch\ *)
      set -- $line
      nonce=$2 seconds=$3 beat=$4 query=$5
      set --
      current=
      ;;
    end)
      [ -z "$current" ] || set -- "$@" "$current"
      current=
      # In the background, so that the next batch need not wait for the last answer of this one.
      batch "$@" &
      set --
      ;;
    job\ *)
      [ -z "$current" ] || set -- "$@" "$current"
      current=${'${line#job }'}
      ;;
    exit) break ;;
    *) current="$current$newline$line" ;;
  esac
done
wait
`;
