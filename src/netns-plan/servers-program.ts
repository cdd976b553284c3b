/**
 * The program that listens for all pods of a simulated cluster: Perl, because a system that has network namespaces has it,
 * and because one process can then be at home in all of them. It forks for nothing and takes what comes in one loop, so
 * that a burst waits in the kernel's queues and is not lost.
 *
 * Arguments: the file with the names that its DNS knows, in the format of /etc/hosts; a mark to find it by; and `kept` if
 * it is to go on when its input ends.
 * Input, a line each, with a line of output for each:
 * `listen NETNS KIND PORT IP` has a server listen there (`-` for every address): `http` answers requests, `echo` sends
 * datagrams back, `sctp` does with what a connection brings, `dns-udp` and `dns-tcp` answer queries, `mute-udp` and `mute-tcp` take what comes and never answer.
 * `names` has the file with the names read again.
 */
export const serversProgram = String.raw`
use strict;
use warnings;
use Fcntl;
use POSIX ();
use Socket qw(:all);

my ($names_file, undef, $kept) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';

# Perl knows setns(2) by its number alone.
my %numbers = (x86_64 => 308, aarch64 => 268, riscv64 => 268, ppc64le => 350, s390x => 339);
my $machine = (POSIX::uname())[4];
my $setns = $numbers{$machine} // die "the number of setns(2) on $machine is not known\n";
my $new_net = 0x40000000;

my (%on_ready, %born, %names);
my $watched = '';

sub watch {
  my ($handle, $do) = @_;
  $on_ready{fileno $handle} = $do;
  vec($watched, fileno $handle, 1) = 1;
}

sub forget {
  my ($handle) = @_;
  my $number = fileno $handle;
  delete $on_ready{$number};
  delete $born{$number};
  vec($watched, $number, 1) = 0;
  close $handle;
}

sub enter {
  my ($netns) = @_;
  open my $place, '<', "/run/netns/$netns" or die "$netns: $!\n";
  syscall($setns, fileno $place, $new_net) == 0 or die "$netns: $!\n";
}

# A socket that is bound; one for both families where it is for every address.
sub bound {
  my ($type, $port, $ip, $protocol) = @_;
  my $family = $ip =~ /\./ ? AF_INET : AF_INET6;
  my $socket;
  if (!socket $socket, $family, $type, $protocol // 0) {
    $family = AF_INET;
    socket $socket, $family, $type, $protocol // 0 or die "$!\n";
  }
  setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1;
  setsockopt $socket, SOL_SOCKET, SO_RCVBUF, 4 << 20;
  setsockopt $socket, IPPROTO_IPV6, IPV6_V6ONLY, 0 if $family == AF_INET6 && $ip eq '-';
  my $address = $ip eq '-' ? ($family == AF_INET6 ? IN6ADDR_ANY : INADDR_ANY) : inet_pton($family, $ip);
  my $name = $family == AF_INET6 ? pack_sockaddr_in6($port, $address) : pack_sockaddr_in($port, $address);
  bind $socket, $name or die "port $port: $!\n";
  fcntl $socket, F_SETFL, O_NONBLOCK;
  return $socket;
}

sub serve_datagrams {
  my ($port, $ip, $reply_to) = @_;
  my $socket = bound(SOCK_DGRAM, $port, $ip);
  watch($socket, sub {
    while (defined(my $peer = recv $socket, my $datagram, 65535, 0)) {
      my $reply = $reply_to->($datagram);
      send $socket, $reply, 0, $peer if defined $reply;
    }
  });
}

# What a connection brings is handed over with what came before it; the answer is what is to be sent, and what is left.
sub serve_connections {
  my ($port, $ip, $take, $protocol) = @_;
  my $listener = bound(SOCK_STREAM, $port, $ip, $protocol);
  listen $listener, 4096 or die "port $port: $!\n";
  watch($listener, sub {
    while (accept my $connection, $listener) {
      fcntl $connection, F_SETFL, O_NONBLOCK;
      $born{fileno $connection} = [$connection, time];
      my $received = '';
      watch($connection, sub {
        my $count = sysread $connection, $received, 65536, length $received;
        return if !defined $count && $!{EAGAIN};
        return forget($connection) if !$count;
        my ($reply, $rest) = $take->($received);
        syswrite $connection, $reply if length $reply;
        return forget($connection) if !defined $rest;
        $received = $rest;
      });
    }
  });
}

# "404 Not Found" is an answer as good as any.
sub http { return ("HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", undef) }

# RFC 1035, 4: the answer to a query with one question; names of none but the cluster are "no such name".
sub dns {
  my ($query) = @_;
  return undef if length $query < 17;
  my ($id, $flags) = unpack 'nn', $query;
  my ($at, @labels) = (12);
  while (my $length = ord substr $query, $at, 1) {
    return undef if $length > 63 || $at + $length + 5 >= length $query;
    push @labels, substr $query, $at + 1, $length;
    $at += $length + 1;
  }
  my $type = unpack 'n', substr $query, $at + 1, 2;
  my $question = substr $query, 12, $at + 5 - 12;
  my $known = $names{lc join '.', @labels};
  my @data = $known ? @{ $known->{$type} // [] } : ();
  # 512 bytes are what every resolver takes.
  splice @data, 12;
  my $head = pack 'n6', $id, 0x8480 | $flags & 0x0100 | ($known ? 0 : 3), 1, scalar @data, 0, 0;
  return $head . $question . join '', map { pack 'n n n N n/a*', 0xc00c, $type, 1, 5, $_ } @data;
}

# RFC 1035, 4.2.2: a length goes before every message.
sub dns_stream {
  my ($received) = @_;
  my $replies = '';
  while (length $received >= 2 && length $received >= 2 + unpack 'n', $received) {
    my $query = unpack 'n/a*', $received;
    substr($received, 0, 2 + length $query) = '';
    my $reply = dns($query);
    return ($replies, undef) if !defined $reply;
    $replies .= pack 'n/a*', $reply;
  }
  return ($replies, $received);
}

sub read_names {
  %names = ();
  open my $file, '<', $names_file or return;
  while (<$file>) {
    my ($ip, $name) = split;
    next if !defined $name;
    my ($family, $type) = $ip =~ /:/ ? (AF_INET6, 28) : (AF_INET, 1);
    push @{ $names{lc $name}{$type} }, inet_pton($family, $ip);
  }
}

my %kinds = (
  'http' => sub { serve_connections(@_, \&http) },
  # A kernel without SCTP has nobody who could ask.
  'sctp' => sub { eval { serve_connections(@_, sub { ($_[0], '') }, 132) } },
  'echo' => sub { serve_datagrams(@_, sub { $_[0] }) },
  'dns-udp' => sub { serve_datagrams(@_, \&dns) },
  'dns-tcp' => sub { serve_connections(@_, \&dns_stream) },
  'mute-udp' => sub { serve_datagrams(@_, sub { undef }) },
  'mute-tcp' => sub { serve_connections(@_, sub { ('', '') }) },
);

sub obey {
  my ($command, $netns, $kind, @where) = split ' ', $_[0];
  return read_names() if $command eq 'names';
  enter($netns);
  $kinds{$kind}->(@where);
}

my $input = '';
watch(\*STDIN, sub {
  if (!sysread STDIN, $input, 65536, length $input) {
    exit 0 if !$kept;
    delete $on_ready{0};
    vec($watched, 0, 1) = 0;
  }
  while ($input =~ s/^([^\n]*)\n//) {
    my $line = $1;
    print eval { obey($line); 1 } ? "done\n" : "failed $line: $@";
  }
});

read_names();
print "ready\n";
my $swept = time;
while (1) {
  my $ready = $watched;
  select $ready, undef, undef, 10;
  for my $number (keys %on_ready) {
    # One that came before it may have closed it.
    my $do = $on_ready{$number};
    $do->() if $do && vec($ready, $number, 1);
  }
  next if time - $swept < 10;
  $swept = time;
  for my $old (grep { time - $_->[1] > 60 } values %born) { forget($old->[0]) }
}
`;
