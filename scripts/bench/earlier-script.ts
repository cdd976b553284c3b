/**
 * The program that ran in a probe container until November 2026, as the baseline that its successor is measured against:
 * started anew for each batch, with nine processes and more for a probe.
 */
export const earlierScript = String.raw`
nonce=$1 seconds=$2
shift 2

uptime() { read -r now _ </proc/uptime && printf %s "$now"; }

# one ID COMMAND...: runs a tool for one probe and says what it printed, how it ended, and when.
one() {
  id=$1 start=$(uptime)
  shift
  out=$("$@" 2>&1)
  code=$?
  printf '%s\n' "$out" | sed "s/^/$nonce $id out /"
  printf '%s %s end %s %s %s\n' "$nonce" "$id" "$code" "$start" "$(uptime)"
}

# udp HOST PORT NONCE: sends a datagram twice, since one may be lost. agnhost's netexec answers "echo X" with X.
udp() {
  { printf 'echo %s' "$3"; sleep 0.5; printf 'echo %s' "$3"; } | timeout $((seconds + 2)) nc -u -w "$seconds" "$1" "$2"
}

# query HOST PORT MESSAGE OPTION: sends octal escapes, prints the answer as hexadecimal. The option is nc's: -u for a
# datagram, which is sent twice too, or -v. Over TCP the sending side is closed after the query, so that the server closes
# after its answer: busybox's nc does that by itself, and OpenBSD's has an option for it. Of datagrams one is enough: the
# second ends nc, which would wait for more.
query() {
  option=$4 take='dd bs=4096 count=1'
  if [ "$option" = -v ]; then take=cat; case $(nc -h 2>&1) in *-N*) option=-Nv ;; esac; fi
  # shellcheck disable=SC2059 # the format is the message
  { printf "$3"; [ "$4" = -v ] || { sleep 0.5; printf "$3"; }; } | timeout $((seconds + 2)) nc "$option" -w "$seconds" "$1" "$2" | $take 2>/dev/null | od -An -v -tx1
}

job() {
  case $1 in
    curl*)
      printf '%s\n' "$1" | sed 1d | curl --config -
      printf '%s %s curl %s\n' "$nonce" "$(printf '%s\n' "$1" | sed -n '1s/curl //p')" "$?"
      ;;
    *)
      # Word splitting turns the line into arguments; globbing is off.
      set -f
      set -- $1
      tool=$1 id=$2
      shift 2
      case $tool in
        nslookup) one "$id" timeout "$seconds" nslookup "$@" ;;
        udp | query) one "$id" "$tool" "$@" ;;
      esac
      ;;
  esac
}

# Runs the first job and all others beside it; theirs is printed when the first one's is complete.
run() {
  job "$1" &
  first=$!
  shift
  later=
  if [ $# -gt 0 ]; then later=$(run "$@"); fi
  wait "$first"
  printf '%s\n' "$later"
}

current=
complete=
while IFS= read -r line; do
  case $line in
    end) complete=yes; break ;;
    job\ *)
      [ -z "$current" ] || set -- "$@" "$current"
      current=${'${line#job }'}
      ;;
    *) current="$current
$line" ;;
  esac
done
[ -z "$current" ] || set -- "$@" "$current"
[ -n "$complete" ] || exit 3
[ $# -eq 0 ] || run "$@"
printf '%s done\n' "$nonce"
`;
