import { command, lint, type Case } from './case.ts';

// The scenario of `verify` and of `mutate --live` is one that is not there: should a mistake ever not be seen, nothing starts.
const verify = ['verify', '$/none.yaml'];
const live = ['mutate', '$/none.yaml', '--live'];

/** A kubeconfig for a port that nothing listens at. */
const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: u, user: { token: t } }]
contexts: [{ name: staging, context: { cluster: c, user: u } }]
current-context: staging
`;
const nowhere = ['--context', 'staging', '--kubeconfig', '$/none'];
const staging = ['--context', 'staging', '--kubeconfig', '$/kubeconfig'];

const hostile =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: "\\e[31mp", namespace: shop }\nspec: { podSelector: {} }\n';
const mixed =
  'name: corpus\nmanifests: [world.yaml]\nendpoints:\n  api: { pods: { namespace: shop, workload: deployment/api } }\n  net: { outside: true }\n  bank: { host: { address: 192.0.2.1, ports: [443] } }\notherwise: blocked\n';

/** Command lines that ask for something impossible, and files that are not what they are taken for. */
export const badCommands: readonly Case[] = [
  // Commands.
  command('a misspelt command', ['chek', '$'], 2, '(Did you mean check?)'),
  command('a command in capitals', ['CHECK', '$'], 2, "unknown command 'CHECK'"),
  command('a command with a letter too many', ['verifyy', '$'], 2, '(Did you mean verify?)'),
  command('a command of another tool', ['apply', '-f', '$'], 2, "unknown command 'apply'"),
  command('a scenario without a command', ['$'], 2, "unknown command '"),
  command('an empty command', [''], 2, "unknown command ''"),
  command('a command called constructor', ['constructor'], 2, "unknown command 'constructor'"),
  command('a command called __proto__', ['__proto__'], 2, "unknown command '__proto__'"),
  command('a command called toString', ['toString'], 2, "unknown command 'toString'"),
  command('a misspelt option of all commands', ['--versoin'], 2, '(Did you mean --version?)'),
  command('an option that there is not', ['--verbose'], 2, "unknown option '--verbose'"),
  command('a short option that there is not', ['-v'], 2, "unknown option '-v'"),
  // Options and arguments of commands.
  command('a misspelt format option', ['check', '$', '--fromat', 'json'], 2, '(Did you mean --format?)'),
  command(
    'a format that there is not',
    ['check', '$', '--format', 'xml'],
    2,
    "argument 'xml' is invalid. Allowed choices are terminal, github, sarif, json.",
  ),
  command(
    'a format in capitals',
    ['check', '$', '--format', 'JSON'],
    2,
    "argument 'JSON' is invalid. Allowed choices are terminal, github, sarif, json.",
  ),
  command(
    'an empty format',
    ['check', '$', '--format', ''],
    2,
    "argument '' is invalid. Allowed choices are terminal, github, sarif, json.",
  ),
  command('a format without a value', ['check', '$', '--format'], 2, "option '--format <format>' argument missing"),
  command(
    'a format called constructor',
    ['check', '$', '--format', 'constructor'],
    2,
    "argument 'constructor' is invalid. Allowed choices are terminal, github, sarif, json.",
  ),
  command(
    'a format of lint that there is not',
    ['lint', '$', '--format', 'junit'],
    2,
    "argument 'junit' is invalid. Allowed choices are terminal, github, sarif, json.",
  ),
  command(
    'two scenarios for check',
    ['check', '$', '$/world.yaml'],
    2,
    "too many arguments for 'check'. Expected 1 argument but got 2",
  ),
  command(
    'two scenarios for plan',
    ['plan', '$', '$'],
    2,
    "too many arguments for 'plan'. Expected 1 argument but got 2",
  ),
  command(
    'two scenarios for verify',
    [...verify, '$'],
    2,
    "too many arguments for 'verify'. Expected 1 argument but got 2",
  ),
  command(
    'two scenarios for suggest',
    ['suggest', '$', '$'],
    2,
    "too many arguments for 'suggest'. Expected 1 argument but got 2",
  ),
  command(
    'two scenarios for mutate',
    ['mutate', '$', '$'],
    2,
    "too many arguments for 'mutate'. Expected 1 argument but got 2",
  ),
  command(
    'an argument for probe',
    ['probe', 'shop'],
    2,
    "too many arguments for 'probe'. Expected 0 arguments but got 1: shop.",
  ),
  command(
    'an argument for observe',
    ['observe', 'shop'],
    2,
    "too many arguments for 'observe'. Expected 0 arguments but got 1: shop.",
  ),
  command(
    'an argument for clean',
    ['clean', 'all'],
    2,
    "too many arguments for 'clean'. Expected 0 arguments but got 1: all.",
  ),
  command(
    'three reports for diff',
    ['diff', '$/a.json', '$/b.json', '$/c.json'],
    2,
    "too many arguments for 'diff'. Expected 2 arguments but got 3: a.json, b.json, c.json.",
  ),
  command('one report for diff', ['diff', '$/a.json'], 2, "missing required argument 'newer'"),
  command('no report for diff', ['diff'], 2, "missing required argument 'older'"),
  command('nothing to lint', ['lint'], 2, "missing required argument 'path'"),
  command('a stage for plan', ['plan', '$', '--stage', 'final'], 2, "unknown option '--stage'"),
  command('a stage for check', ['check', '$', '--stage', 'final'], 2, "unknown option '--stage'"),
  command('a report of plan', ['plan', '$', '--json', '$/plan.json'], 2, "unknown option '--json'"),
  command('a report of check', ['check', '$', '--junit', '$/check.xml'], 2, "unknown option '--junit'"),
  command('a report of lint', ['lint', '$', '--json', '$/lint.json'], 2, "unknown option '--json'"),
  command(
    'a JUnit report of diff',
    ['diff', '$/a.json', '$/b.json', '--junit', '$/c.xml'],
    2,
    "unknown option '--junit'",
  ),
  command('a repair by check', ['check', '$', '--fix'], 2, "unknown option '--fix'"),
  command('a dry run', [...verify, '--dry-run'], 2, "unknown option '--dry-run'"),
  command('a namespace for verify', [...verify, '-n', 'shop'], 2, "unknown option '-n'"),
  command('a timeout for verify', [...verify, '--timeout', '3'], 2, "unknown option '--timeout'"),
  command('an output for suggest', ['suggest', '$', '-o', 'policies.yaml'], 2, "unknown option '-o'"),
  command('a value for a switch', ['lint', '$', '--fix=yes'], 2, "unknown option '--fix=yes'"),
  command('an option with one dash', ['check', '$', '-format', 'json'], 2, "unknown option '-format'"),
  command(
    'a value without its option',
    ['explain', '$', 'api', 'db'],
    2,
    "required option '--from <endpoint>' not specified",
  ),
  // Scenarios that are none.
  command('a scenario that is not there', ['check', '$/none.yaml'], 2, 'cannot read none.yaml: there is no such file'),
  command(
    'a scenario in a folder that is not there',
    ['plan', '$/none/scenario.yaml'],
    2,
    'cannot read none/scenario.yaml: there is no such file',
  ),
  command(
    'a scenario below a file',
    ['plan', '$/world.yaml/scenario.yaml'],
    2,
    'cannot read world.yaml/scenario.yaml: a part of its path is no folder',
  ),
  command('a device as a scenario', ['check', '/dev/null'], 2, 'cannot read /dev/null: it is no plain file'),
  command('an endless device as a scenario', ['check', '/dev/zero'], 2, 'cannot read /dev/zero: it is no plain file'),
  command(
    'a URL as a scenario',
    ['check', 'https://a.example/scenario.yaml'],
    2,
    'a.example/scenario.yaml: there is no such file',
  ),
  command(
    'a scenario with a name that is too long',
    ['check', `$/${'a'.repeat(300)}.yaml`],
    2,
    '.yaml: its name is too long',
  ),
  command(
    'manifests as a scenario',
    ['check', '$/world.yaml'],
    2,
    'world.yaml:5:1: a scenario file holds one document',
  ),
  command('a scenario for verify that is not there', verify, 2, 'cannot read none.yaml: there is no such file'),
  command(
    'a scenario for explain that is not there',
    ['explain', '$/none.yaml', '--from', 'api', '--to', 'db'],
    2,
    'cannot read none.yaml: there is no such file',
  ),
  command(
    'a scenario for mutate that is not there',
    ['mutate', '$/none.yaml'],
    2,
    'cannot read none.yaml: there is no such file',
  ),
  command(
    'a scenario for suggest that is not there',
    ['suggest', '$/none.yaml'],
    2,
    'cannot read none.yaml: there is no such file',
  ),
  command(
    'a scenario for rbac that is not there',
    ['rbac', '$/none.yaml'],
    2,
    'cannot read none.yaml: there is no such file',
  ),
  beside(
    command(
      'a folder without a scenario',
      ['check', '$/empty'],
      2,
      'cannot read empty/scenario.yaml: there is no such file',
    ),
    { 'empty/readme.txt': 'x\n' },
  ),
  beside(
    command('a report as a scenario', ['check', '$/report.json'], 2, 'report.json:1:2: unknown key "schemaVersion"'),
    { 'report.json': report({}) },
  ),
  // Numbers.
  command(
    'a timeout in hexadecimal',
    [...verify, '--connect-timeout', '0x3'],
    2,
    "argument '0x3' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout with an exponent',
    [...verify, '--connect-timeout', '1e1'],
    2,
    "argument '1e1' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a negative timeout',
    [...verify, '--connect-timeout', '-1'],
    2,
    "argument '-1' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'an empty timeout',
    [...verify, '--connect-timeout', ''],
    2,
    "argument '' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout that is no number',
    [...verify, '--connect-timeout', 'NaN'],
    2,
    "argument 'NaN' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'an endless timeout',
    [...verify, '--connect-timeout', 'Infinity'],
    2,
    "argument 'Infinity' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout with a unit',
    [...verify, '--connect-timeout', '3s'],
    2,
    "argument '3s' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout with a comma',
    [...verify, '--connect-timeout', '1,5'],
    2,
    "argument '1,5' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout with a space',
    [...verify, '--connect-timeout', ' 3'],
    2,
    "argument ' 3' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout of nothing',
    [...verify, '--connect-timeout', '0'],
    2,
    "argument '0' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout that is too short',
    ['plan', '$', '--connect-timeout', '0.4'],
    2,
    "argument '0.4' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout that is too long',
    ['plan', '$', '--connect-timeout', '61'],
    2,
    "argument '61' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout with other digits',
    ['plan', '$', '--connect-timeout', '３'],
    2,
    "argument '３' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout without a value',
    ['plan', '$', '--connect-timeout'],
    2,
    "option '--connect-timeout <seconds>' argument missing",
  ),
  command(
    'a timeout of probe that is no number',
    ['probe', ...nowhere, '--connect-timeout', 'fast'],
    2,
    "argument 'fast' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a timeout of mutate that is no number',
    [...live, '--connect-timeout', '1e0'],
    2,
    "argument '1e0' is invalid. It is a number of seconds from 0.5 to 60.",
  ),
  command(
    'a rate of nothing',
    [...verify, '--max-rate', '0'],
    2,
    "argument '0' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'a negative rate',
    ['plan', '$', '--max-rate', '-5'],
    2,
    "argument '-5' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'half a connection as the rate',
    ['plan', '$', '--max-rate', '0.5'],
    2,
    "argument '0.5' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'a rate in hexadecimal',
    ['plan', '$', '--max-rate', '0x10'],
    2,
    "argument '0x10' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'a rate with an exponent',
    ['plan', '$', '--max-rate', '1e3'],
    2,
    "argument '1e3' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'a rate with a unit',
    ['plan', '$', '--max-rate', '100/s'],
    2,
    "argument '100/s' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'an empty rate',
    ['plan', '$', '--max-rate', ''],
    2,
    "argument '' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'an endless rate',
    ['plan', '$', '--max-rate', '9'.repeat(400)],
    2,
    'is invalid. It is a whole number, 1 or more.',
  ),
  command(
    'a rate beside workers',
    ['plan', '$', '--max-rate', '5', '--in-cluster-workers', '2'],
    2,
    "option '--max-rate <number>' cannot be used with option '--in-cluster-workers <number>'",
  ),
  command(
    'no probe pods',
    ['plan', '$', '--max-pods', '0'],
    2,
    "argument '0' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'probe pods that are no number',
    ['plan', '$', '--max-pods', 'many'],
    2,
    "argument 'many' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'no workers',
    ['plan', '$', '--in-cluster-workers', '0'],
    2,
    "argument '0' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'one and a half workers',
    ['plan', '$', '--in-cluster-workers', '1.5'],
    2,
    "argument '1.5' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'workers without a number',
    ['plan', '$', '--in-cluster-workers'],
    2,
    "option '--in-cluster-workers <number>' argument missing",
  ),
  command(
    'a score beyond all',
    ['mutate', '$', '--min-score', '101'],
    2,
    "argument '101' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'a negative score',
    ['mutate', '$', '--min-score', '-1'],
    2,
    "argument '-1' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'an empty score',
    ['mutate', '$', '--min-score', ''],
    2,
    "argument '' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'a score that is no number',
    ['mutate', '$', '--min-score', 'NaN'],
    2,
    "argument 'NaN' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'a score with a unit',
    ['mutate', '$', '--min-score', '80%'],
    2,
    "argument '80%' is invalid. It is a number from 0 to 100.",
  ),
  // Options of another target.
  command(
    'an environment that there is not',
    [...verify, '--environment', 'docker'],
    2,
    "argument 'docker' is invalid. Allowed choices are auto, kind, netns, existing.",
  ),
  command(
    'an empty environment',
    [...verify, '--environment', ''],
    2,
    "argument '' is invalid. Allowed choices are auto, kind, netns, existing.",
  ),
  command(
    'an environment in capitals',
    [...verify, '--environment', 'KIND'],
    2,
    "argument 'KIND' is invalid. Allowed choices are auto, kind, netns, existing.",
  ),
  command(
    'a context in network namespaces',
    [...verify, '--environment', 'netns', '--context', 'staging'],
    2,
    '--context is for existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a kubeconfig in network namespaces',
    [...verify, '--environment', 'netns', '--kubeconfig', '$/none'],
    2,
    '--kubeconfig is for existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'apply in network namespaces',
    [...verify, '--environment', 'netns', '--apply'],
    2,
    '--apply is for existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'no-apply in network namespaces',
    [...verify, '--environment', 'netns', '--no-apply'],
    2,
    '--no-apply is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a kind configuration in network namespaces',
    [...verify, '--environment', 'netns', '--kind-config', '$/none'],
    2,
    '--kind-config is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'fresh in network namespaces',
    [...verify, '--environment', 'netns', '--fresh'],
    2,
    '--fresh is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'as-is in network namespaces',
    [...verify, '--environment', 'netns', '--as-is'],
    2,
    '--as-is is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a cluster in network namespaces',
    [...verify, '--environment', 'netns', '--cluster', 'a'],
    2,
    '--cluster is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a node image in network namespaces',
    [...verify, '--environment', 'netns', '--node-image', 'a'],
    2,
    '--node-image is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a Calico manifest in network namespaces',
    [...verify, '--environment', 'netns', '--calico-manifest', 'a'],
    2,
    '--calico-manifest is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'an image archive in network namespaces',
    [...verify, '--environment', 'netns', '--image-archive', 'a'],
    2,
    '--image-archive is for kind clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a probe image in network namespaces',
    [...verify, '--environment', 'netns', '--probe-image', 'a'],
    2,
    '--probe-image is for kind clusters or existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'workers in network namespaces',
    [...verify, '--environment', 'netns', '--in-cluster-workers', '2'],
    2,
    '--in-cluster-workers is for existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'stand-ins in network namespaces',
    [...verify, '--environment', 'netns', '--send-as', 'stand-in'],
    2,
    '--send-as is for existing clusters, and --environment netns is for network namespaces',
  ),
  command(
    'a fault in a kind cluster',
    [...verify, '--environment', 'kind', '--fault', 'dns=silent'],
    2,
    '--fault is for network namespaces, and --environment kind is for kind clusters',
  ),
  command(
    'an address family in a kind cluster',
    [...verify, '--environment', 'kind', '--ip-family', 'ipv6'],
    2,
    '--ip-family is for network namespaces, and --environment kind is for kind clusters',
  ),
  command(
    'a watch in a kind cluster',
    [...verify, '--environment', 'kind', '--watch'],
    2,
    '--watch is for network namespaces, and --environment kind is for kind clusters',
  ),
  command(
    'a context in a kind cluster',
    [...verify, '--environment', 'kind', '--context', 'staging'],
    2,
    '--context is for existing clusters, and --environment kind is for kind clusters',
  ),
  command(
    'a fault in an existing cluster',
    [...verify, ...staging, '--fault', 'dns=silent'],
    2,
    '--context is for existing clusters, and --fault is for network namespaces',
  ),
  command(
    'an address family in an existing cluster',
    [...verify, ...staging, '--ip-family', 'dual'],
    2,
    '--context is for existing clusters, and --ip-family is for network namespaces',
  ),
  command(
    'keep in an existing cluster',
    [...verify, ...staging, '--keep'],
    2,
    '--context is for existing clusters, and --keep is for kind clusters or network namespaces',
  ),
  command(
    'fresh in an existing cluster',
    [...verify, ...staging, '--fresh'],
    2,
    '--context is for existing clusters, and --fresh is for kind clusters',
  ),
  command(
    'no-apply in an existing cluster',
    [...verify, ...staging, '--no-apply'],
    2,
    '--context is for existing clusters, and --no-apply is for kind clusters',
  ),
  command(
    'a watch of an existing cluster',
    [...verify, ...staging, '--watch'],
    2,
    '--context is for existing clusters, and --watch is for network namespaces',
  ),
  command(
    'a cluster and a context',
    [...verify, '--cluster', 'a', '--context', 'b'],
    2,
    '--context is for existing clusters, and --cluster is for kind clusters',
  ),
  command(
    'a fault and a cluster',
    [...verify, '--fault', 'dns=silent', '--cluster', 'a'],
    2,
    '--fault is for network namespaces, and --cluster is for kind clusters',
  ),
  command(
    'apply and no-apply',
    [...verify, '--apply', '--no-apply', '--cluster', 'a', '--context', 'b'],
    2,
    '--context is for existing clusters, and --no-apply is for kind clusters',
  ),
  command(
    'fresh and as-is',
    [...verify, '--fresh', '--as-is'],
    2,
    "option '--fresh' cannot be used with option '--as-is'",
  ),
  command(
    'a watch and keep',
    [...verify, '--watch', '--keep'],
    2,
    "option '--watch' cannot be used with option '--keep'",
  ),
  command(
    'a watch and a baseline',
    [...verify, '--watch', '--baseline', '$/none.json'],
    2,
    "option '--watch' cannot be used with option '--baseline <file>'",
  ),
  command(
    'a watch and a rate',
    [...verify, '--watch', '--max-rate', '5'],
    2,
    "option '--watch' cannot be used with option '--max-rate <number>'",
  ),
  command(
    'a fault that there is not',
    [...verify, '--fault', 'fire'],
    2,
    "argument 'fire' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'a fault without a value',
    [...verify, '--fault', 'dead='],
    2,
    "argument 'dead=' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'a loss of more than all',
    [...verify, '--fault', 'loss=101%'],
    2,
    "argument 'loss=101%' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'a loss without a unit',
    [...verify, '--fault', 'loss=5'],
    2,
    "argument 'loss=5' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'a delay without a unit',
    [...verify, '--fault', 'delay=200'],
    2,
    "argument 'delay=200' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'an empty fault',
    [...verify, '--fault', ''],
    2,
    "argument '' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'a fault called constructor',
    [...verify, '--fault', 'constructor=1'],
    2,
    "argument 'constructor=1' is invalid. It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.",
  ),
  command(
    'an address family that there is not',
    [...verify, '--ip-family', 'ipv5'],
    2,
    "argument 'ipv5' is invalid. Allowed choices are ipv4, ipv6, dual.",
  ),
  command(
    'a way to send that there is not',
    ['plan', '$', '--send-as', 'me'],
    2,
    "argument 'me' is invalid. Allowed choices are auto, stand-in, ephemeral, exec.",
  ),
  command(
    'replicas that there are not',
    ['plan', '$', '--replicas', '2'],
    2,
    "argument '2' is invalid. Allowed choices are one, all.",
  ),
  command(
    'a tool namespace with a capital',
    ['plan', '$', '--tool-namespace', 'Tools'],
    2,
    `argument 'Tools' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  command(
    'a tool namespace that is too long',
    ['plan', '$', '--tool-namespace', 'a'.repeat(64)],
    2,
    'is invalid. A name has lower-case letters, digits and "-", 63 at most.',
  ),
  command(
    'an account of workers with a space',
    ['plan', '$', '--worker-service-account', 'my bot'],
    2,
    `argument 'my bot' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  command('a kind option for plan', ['plan', '$', '--kind-config', '$/none'], 2, "unknown option '--kind-config'"),
  command('a fault for plan', ['plan', '$', '--fault', 'dns=silent'], 2, "unknown option '--fault'"),
  command('an environment for plan', ['plan', '$', '--environment', 'netns'], 2, "unknown option '--environment'"),
  command('a context for check', ['check', '$', '--context', 'staging'], 2, "unknown option '--context'"),
  command('a context for lint', ['lint', '$', '--context', 'staging'], 2, "unknown option '--context'"),
  command(
    'a cluster for mutate without live',
    ['mutate', '$', '--cluster', 'a'],
    2,
    '--environment and options for kind clusters need --live',
  ),
  command(
    'an environment for mutate without live',
    ['mutate', '$', '--environment', 'netns'],
    2,
    '--environment and options for kind clusters need --live',
  ),
  command(
    'an existing cluster for mutate',
    [...live, '--environment', 'existing'],
    2,
    "argument 'existing' is invalid. Allowed choices are auto, kind, netns.",
  ),
  command(
    'a cluster for mutate in network namespaces',
    [...live, '--environment', 'netns', '--cluster', 'a'],
    2,
    '--cluster is for kind clusters, and --environment netns is for network namespaces',
  ),
  // The cluster that runs reuse, and what they leave.
  command('a misspelt command of cluster', ['cluster', 'upp'], 2, '(Did you mean up?)'),
  command('no command of cluster', ['cluster'], 2, 'up [options] create the cluster'),
  command(
    'a cluster by its name alone',
    ['cluster', 'down', 'flowproof'],
    2,
    "too many arguments for 'down'. Expected 0 arguments but got 1: flowproof.",
  ),
  command('fresh for cluster down', ['cluster', 'down', '--fresh'], 2, "unknown option '--fresh'"),
  command(
    'fresh and as-is for cluster up',
    ['cluster', 'up', '--fresh', '--as-is'],
    2,
    "option '--fresh' cannot be used with option '--as-is'",
  ),
  command(
    'an argument for cluster up',
    ['cluster', 'up', 'flowproof'],
    2,
    "too many arguments for 'up'. Expected 0 arguments but got 1: flowproof.",
  ),
  command('a context for cluster up', ['cluster', 'up', '--context', 'staging'], 2, "unknown option '--context'"),
  command(
    'a cluster without a name',
    ['cluster', 'down', '--cluster'],
    2,
    "option '--cluster <name>' argument missing",
  ),
  command('a misspelt option of clean', ['clean', '--contxt', 'staging'], 2, '(Did you mean --context?)'),
  command(
    'a cluster and a context for clean',
    ['clean', '--cluster', 'a', '--context', 'b'],
    2,
    '--context is for existing clusters, and --cluster is for kind clusters',
  ),
  command(
    'clean in a cluster that is not there',
    ['clean', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'cannot read none:',
  ),
  command(
    'clean in a namespace without a name',
    ['clean', '--context', 'staging', '--kubeconfig', '$/none', '-n'],
    2,
    "option '-n, --namespace <name...>' argument missing",
  ),
  command(
    'clean with a bad tool namespace',
    ['clean', '--tool-namespace', 'a_b'],
    2,
    `argument 'a_b' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  reaching(
    'clean in a cluster without a context',
    ['clean', '--kubeconfig', '$/kubeconfig'],
    2,
    'no cluster named; flowproof never uses the current context on its own',
  ),
  reaching(
    'clean in a cluster that cannot be reached',
    ['clean', ...staging],
    3,
    'cannot reach https://127.0.0.1:1 (context staging)',
  ),
  reaching(
    'clean in a context that is not there',
    ['clean', '--context', 'stagin', '--kubeconfig', '$/kubeconfig'],
    2,
    'the kubeconfig has no context "stagin"; did you mean "staging"?',
  ),
  // Kubeconfigs.
  command(
    'a scenario as a kubeconfig',
    ['plan', '$', '--context', 'staging', '--kubeconfig', '$/scenario.yaml'],
    2,
    'the kubeconfig has no context "staging"',
  ),
  configured('an empty kubeconfig', '', 'cannot read kubeconfig:'),
  configured('a kubeconfig of an empty map', '{}\n', 'the kubeconfig has no context "staging"'),
  configured('a kubeconfig that is a list', '- a\n', 'the kubeconfig has no context "staging"'),
  configured('a kubeconfig that is a text', 'staging\n', 'the kubeconfig has no context "staging"'),
  configured('a kubeconfig with broken YAML', 'contexts: [\n', '(2:1)'),
  configured(
    'a kubeconfig with tabs',
    'contexts:\n\t- name: staging\n',
    'tab characters must not be used in indentation (2:1)',
  ),
  configured('a kubeconfig with a NUL', 'contexts: \u0000\n', 'null byte is not allowed in input (1:11)'),
  configured(
    'a kubeconfig with contexts that are no list',
    'contexts: staging\n',
    'the kubeconfig has no context "staging"',
  ),
  configured(
    'a kubeconfig with a context of nothing',
    'contexts: [{ name: staging }]\n',
    'contexts[0].context is missing',
  ),
  configured(
    'a kubeconfig without contexts',
    kubeconfig.replace(/contexts:.*/, 'contexts: []'),
    'the kubeconfig has no context "staging"',
  ),
  configured(
    'a kubeconfig without the address of its cluster',
    kubeconfig.replace(/server: ".*"/, ''),
    'clusters[0].cluster.server is missing',
  ),
  configured(
    'a kubeconfig with a certificate that is not there',
    kubeconfig.replace('{ server:', '{ certificate-authority: /none/ca.crt, server:'),
    "context staging of the kubeconfig cannot be used: ENOENT: no such file or directory, open '/none/ca.crt'",
    3,
  ),
  configured(
    'a kubeconfig with a plugin that is not there',
    kubeconfig.replace(
      'token: t',
      'exec: { apiVersion: client.authentication.k8s.io/v1, command: /none/plugin, interactiveMode: Never }',
    ),
    'its credential plugin /none/plugin is not installed',
    3,
  ),
  configured(
    'a kubeconfig with a plugin that is a text',
    kubeconfig.replace('token: t', 'exec: login'),
    'context staging of the kubeconfig cannot be used',
    3,
  ),
  configured(
    'a kubeconfig with a plugin without a command',
    kubeconfig.replace('token: t', 'exec: {}'),
    'context staging of the kubeconfig cannot be used',
    3,
  ),
  configured(
    'a kubeconfig with a plugin that fails',
    kubeconfig.replace(
      'token: t',
      'exec: { apiVersion: client.authentication.k8s.io/v1, command: "false", interactiveMode: Never }',
    ),
    'its credential plugin false failed',
    3,
  ),
  configured(
    'a kubeconfig with a plugin that says nothing',
    kubeconfig.replace(
      'token: t',
      'exec: { apiVersion: client.authentication.k8s.io/v1, command: "true", interactiveMode: Never }',
    ),
    'its credential plugin true failed',
    3,
  ),
  configured(
    'a kubeconfig with a key that is not there',
    kubeconfig.replace('token: t', 'client-key: /none/key, client-certificate: /none/crt'),
    "context staging of the kubeconfig cannot be used: ENOENT: no such file or directory, open '/none/crt'",
    3,
  ),
  configured(
    'a kubeconfig with a proxy that is none',
    kubeconfig.replace('{ server:', '{ proxy-url: nowhere, server:'),
    'context staging of the kubeconfig cannot be used: Invalid URL',
    3,
  ),
  reaching(
    'a context that is not there',
    ['plan', '$', '--context', 'stagin', '--kubeconfig', '$/kubeconfig'],
    2,
    'the kubeconfig has no context "stagin"; did you mean "staging"?',
  ),
  reaching(
    'an empty context',
    ['plan', '$', '--context', '', '--kubeconfig', '$/kubeconfig'],
    2,
    'the kubeconfig has no context ""; there is staging',
  ),
  reaching(
    'a context called constructor',
    ['plan', '$', '--context', 'constructor', '--kubeconfig', '$/kubeconfig'],
    2,
    'the kubeconfig has no context "constructor"; there is staging',
  ),
  reaching(
    'a kubeconfig without a context',
    ['plan', '$', '--kubeconfig', '$/kubeconfig'],
    2,
    'no cluster named; flowproof never uses the current context on its own',
  ),
  reaching(
    'a cluster that cannot be reached, for plan',
    ['plan', '$', ...staging],
    3,
    'cannot reach https://127.0.0.1:1 (context staging)',
  ),
  reaching(
    'a cluster that cannot be reached, for explain',
    ['explain', '$', '--from', 'api', '--to', 'db', ...staging],
    3,
    'cannot reach https://127.0.0.1:1 (context staging)',
  ),
  reaching(
    'a cluster that cannot be reached, for probe',
    ['probe', '-n', 'shop', ...staging],
    3,
    'cannot reach https://127.0.0.1:1 (context staging)',
  ),
  reaching(
    'a cluster that cannot be reached, for observe',
    ['observe', '-n', 'shop', ...staging],
    3,
    'cannot reach https://127.0.0.1:1 (context staging)',
  ),
  reaching(
    'a context that manifests may not be applied to',
    ['plan', '$', ...staging, '--apply'],
    2,
    'manifests may not be applied to staging: it is not on the list',
  ),
  reaching(
    'a bad scenario for an existing cluster',
    ['plan', '$/world.yaml', ...staging],
    2,
    'world.yaml:5:1: a scenario file holds one document',
  ),
  reaching(
    'apply without a context',
    ['plan', '$', '--apply', '--kubeconfig', '$/kubeconfig'],
    2,
    'no cluster named; flowproof never uses the current context on its own',
  ),
  // Questions.
  command(
    'a question without a sender',
    ['explain', '$', '--to', 'db'],
    2,
    "required option '--from <endpoint>' not specified",
  ),
  command(
    'a question without a receiver',
    ['explain', '$', '--from', 'api'],
    2,
    "required option '--to <endpoint:port>' not specified",
  ),
  command(
    'a question about an unknown sender',
    ['explain', '$', '--from', 'apii', '--to', 'db'],
    2,
    'no endpoint is called "apii"; did you mean "api"?',
  ),
  command(
    'a question about an unknown receiver',
    ['explain', '$', '--from', 'api', '--to', 'dbb:5432'],
    2,
    'no endpoint is called "dbb"; did you mean "db"?',
  ),
  command(
    'a question about a sender with a port',
    ['explain', '$', '--from', 'api:8080', '--to', 'db'],
    2,
    'no endpoint is called "api:8080"; there is api, db',
  ),
  command(
    'a question about constructor',
    ['explain', '$', '--from', 'constructor', '--to', 'db'],
    2,
    'no endpoint is called "constructor"; there is api, db',
  ),
  command(
    'a question about a port that is none',
    ['explain', '$', '--from', 'api', '--to', 'db:http'],
    2,
    '"http" is no port; the scenario has db:5432',
  ),
  command(
    'a question about port 0',
    ['explain', '$', '--from', 'api', '--to', 'db:0'],
    2,
    '"0" is no port; the scenario has db:5432',
  ),
  command(
    'a question about port 080',
    ['explain', '$', '--from', 'api', '--to', 'db:080'],
    2,
    '"080" is no port; the scenario has db:5432',
  ),
  command(
    'a question about port 70000',
    ['explain', '$', '--from', 'api', '--to', 'db:70000'],
    2,
    '"70000" is no port; the scenario has db:5432',
  ),
  command(
    'a question about SCTP',
    ['explain', '$', '--from', 'api', '--to', 'db:5432/sctp'],
    2,
    '"5432/sctp" is no port; the scenario has db:5432',
  ),
  command(
    'a question about an empty port',
    ['explain', '$', '--from', 'api', '--to', 'db:'],
    2,
    '"" is no port; the scenario has db:5432',
  ),
  command(
    'a question about a stage that is not there',
    ['explain', '$', '--from', 'api', '--to', 'db', '--stage', 'finl'],
    2,
    'no stage is called "finl"; did you mean "final"?',
  ),
  command(
    'a question about a stage called toString',
    ['explain', '$', '--from', 'api', '--to', 'db', '--stage', 'toString'],
    2,
    'no stage is called "toString"; there is final',
  ),
  command(
    'a probe without a namespace',
    ['probe', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'no namespace named',
  ),
  command(
    'a probe without a receiver',
    ['probe', '-n', 'shop', ...nowhere, '--from', 'api'],
    2,
    'one flow has two ends',
  ),
  command(
    'a probe without a sender',
    ['probe', '-n', 'shop', ...nowhere, '--to', 'db:5432'],
    2,
    'one flow has two ends',
  ),
  command(
    'a probe without a cluster that is there',
    ['probe', '-n', 'shop', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'cannot read none:',
  ),
  command(
    'a probe of an outside without a port',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address', '1.1.1.1'],
    2,
    "argument '1.1.1.1' is invalid. It is a host and a port: 1.1.1.1:443.",
  ),
  command(
    'a probe of an outside by its URL',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address', 'https://a.example'],
    2,
    "argument 'https://a.example' is invalid. It is a host and a port: 1.1.1.1:443.",
  ),
  command(
    'a probe of an outside at port 0',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address', '1.1.1.1:0'],
    2,
    "argument '1.1.1.1:0' is invalid. It is a host and a port: 1.1.1.1:443.",
  ),
  command(
    'a probe of an outside that is an option',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address=-oProxy:443'],
    2,
    "argument '-oProxy:443' is invalid. It is a host and a port: 1.1.1.1:443.",
  ),
  command(
    'a probe of an outside with shell text',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address', '`touch x`:443'],
    2,
    "argument '`touch x`:443' is invalid. It is a host and a port: 1.1.1.1:443.",
  ),
  command(
    'a probe of a scenario',
    ['probe', '$/scenario.yaml', '-n', 'shop', ...nowhere],
    2,
    "too many arguments for 'probe'. Expected 0 arguments but got 1: scenario.yaml.",
  ),
  command(
    'an observation without a namespace',
    ['observe', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'no namespace named',
  ),
  command(
    'an observation of a cluster that is not there',
    ['observe', '-n', 'shop', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'cannot read none:',
  ),
  command(
    'an observation of one flow',
    ['observe', '-n', 'shop', ...nowhere, '--from', 'api', '--to', 'db:5432'],
    2,
    "unknown option '--from'",
  ),
  command(
    'policies for a stage that is not there',
    ['suggest', '$', '--stage', 'finall'],
    2,
    'no stage is called "finall"; did you mean "final"?',
  ),
  // Permissions.
  command('permissions for nothing', ['rbac'], 2, 'rbac is about either a scenario or namespaces'),
  command(
    'permissions for a scenario and a namespace',
    ['rbac', '$', '-n', 'shop'],
    2,
    'rbac is about either a scenario or namespaces',
  ),
  command(
    'permissions for a namespace with a capital',
    ['rbac', '-n', 'Shop'],
    2,
    `argument 'Shop' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  command(
    'permissions for a namespace without a name',
    ['rbac', '-n', ''],
    2,
    `argument '' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  command(
    'permissions for namespaces in one text',
    ['rbac', '-n', 'shop,database'],
    2,
    `argument 'shop,database' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  command(
    'permissions to apply without a scenario',
    ['rbac', '-n', 'shop', '--apply'],
    2,
    '--apply is for a scenario: namespaces have no manifests',
  ),
  command(
    'permissions for a number of workers',
    ['rbac', '-n', 'shop', '--in-cluster-workers=3'],
    2,
    '(Did you mean --in-cluster-workers?)',
  ),
  command(
    'permissions for a way to send that there is not',
    ['rbac', '-n', 'shop', '--send-as', 'root'],
    2,
    "argument 'root' is invalid. Allowed choices are auto, stand-in, ephemeral, exec.",
  ),
  command(
    'permissions in a tool namespace with a dot',
    ['rbac', '-n', 'shop', '--tool-namespace', 'a.b'],
    2,
    `argument 'a.b' is invalid. A name has lower-case letters, digits and "-", 63 at most.`,
  ),
  // Reports that are written.
  command(
    'a report in a folder that is not there',
    [...verify, '--json', '$/none/report.json'],
    2,
    'cannot write none/report.json: there is no such file',
  ),
  command('a report in place of a folder', [...verify, '--json', '$'], 2, ': it is a folder'),
  command(
    'a report below a file',
    [...verify, '--junit', '$/world.yaml/report.xml'],
    2,
    'cannot write world.yaml/report.xml: a part of its path is no folder',
  ),
  command('a report without a name', [...verify, '--markdown', ''], 2, 'cannot write "": it has no name'),
  command('a report without a value', [...verify, '--json'], 2, "option '--json <file>' argument missing"),
  command(
    'two reports in one file',
    [...verify, '--json', '$/report', '--junit', '$/report'],
    2,
    'cannot write report: another report goes there',
  ),
  command(
    'two reports in one file by two names',
    [...verify, '--json', '$/report', '--markdown', '$/./report'],
    2,
    'cannot write ./report: another report goes there',
  ),
  beside(
    command(
      'a report over the baseline',
      [...verify, '--baseline', '$/report.json', '--json', '$/report.json'],
      2,
      'cannot write report.json: it is an input',
    ),
    { 'report.json': report({}) },
  ),
  command(
    'a report with a name that is too long',
    [...verify, '--json', `$/${'a'.repeat(300)}`],
    2,
    ': its name is too long',
  ),
  command(
    'a report of probe in place of a folder',
    ['probe', '-n', 'shop', '--context', 'x', '--kubeconfig', '$/none', '--json', '$'],
    2,
    ': it is a folder',
  ),
  compared('a drift over the older report', report({}), report({}), 'cannot write older.json: it is an input', [
    '--json',
    '$/older.json',
  ]),
  compared('a drift over the newer report', report({}), report({}), 'cannot write newer.json: it is an input', [
    '--markdown',
    '$/newer.json',
  ]),
  compared('a drift in place of a folder', report({}), report({}), ': it is a folder', ['--json', '$']),
  compared('two drifts in one file', report({}), report({}), 'cannot write drift: another report goes there', [
    '--json',
    '$/drift',
    '--markdown',
    '$/drift',
  ]),
  // Reports that are read.
  command(
    'reports that are not there',
    ['diff', '$/a.json', '$/b.json'],
    2,
    'cannot read a.json: there is no such file',
  ),
  command('folders in place of reports', ['diff', '$', '$'], 2, ': it is a folder'),
  command(
    'devices in place of reports',
    ['diff', '/dev/null', '/dev/null'],
    2,
    'cannot read /dev/null: it is no plain file',
  ),
  command(
    'scenarios in place of reports',
    ['diff', '$/scenario.yaml', '$/scenario.yaml'],
    2,
    'scenario.yaml is not JSON',
  ),
  compared('a newer report that is empty', report({}), '', 'newer.json is not JSON'),
  compared('a newer report that is cut off', report({}), report({}).slice(0, 100), 'newer.json is not JSON'),
  compared('a newer report with something behind it', report({}), `${report({})}{}`, 'newer.json is not JSON'),
  compared('an older report that is a list', '[]', report({}), 'older.json is not a JSON report of flowproof verify'),
  compared('an older report that is a number', '5', report({}), 'older.json is not a JSON report of flowproof verify'),
  compared('an older report that is null', 'null', report({}), 'older.json is not a JSON report of flowproof verify'),
  compared(
    'an older report that is a text',
    '"report"',
    report({}),
    'older.json is not a JSON report of flowproof verify',
  ),
  compared(
    'an older report that is an empty map',
    '{}',
    report({}),
    'older.json is not a JSON report of flowproof verify',
  ),
  compared('an older report that is a page', '<!DOCTYPE html>\n<html></html>\n', report({}), 'older.json is not JSON'),
  compared(
    'an older report that is broken after an escape',
    '{ "scenario": "\\u001b[31m\u001b[31m", ',
    report({}),
    'older.json is not JSON',
  ),
  compared(
    'an older report that is no UTF-8',
    new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
    report({}),
    'older.json is not JSON',
  ),
  compared(
    'an older report of a later version',
    report({ schemaVersion: 2 }),
    report({}),
    'older.json is a report of another version of flowproof: it has version 2, this flowproof reads version 1',
  ),
  compared(
    'an older report of version 0',
    report({ schemaVersion: 0 }),
    report({}),
    'older.json is a report of another version of flowproof: it has version 0, this flowproof reads version 1',
  ),
  compared(
    'an older report with a version as a text',
    report({ schemaVersion: '1' }),
    report({}),
    'older.json is not a JSON report of flowproof verify',
  ),
  compared(
    'an older report without a version',
    report({ schemaVersion: undefined }),
    report({}),
    'older.json is not a JSON report of flowproof verify',
  ),
  compared(
    'an older report of another scenario',
    report({ scenario: 'other' }),
    report({}),
    'older.json is a report of scenario "other", not of "corpus"',
  ),
  compared(
    'a newer report of another scenario',
    report({}),
    report({ scenario: 'other' }),
    'older.json is a report of scenario "corpus", not of "other"',
  ),
  compared(
    'an older report without stages',
    report({ stages: undefined }),
    report({}),
    'older.json is not a complete report: stages',
  ),
  compared(
    'an older report with stages that are no list',
    report({ stages: {} }),
    report({}),
    'older.json is not a complete report: stages',
  ),
  compared(
    'an older report with a stage of nothing',
    report({ stages: [{}] }),
    report({}),
    'older.json is not a complete report: stages.0.name',
  ),
  compared(
    'an older report with a stage that is null',
    report({ stages: [null] }),
    report({}),
    'older.json is not a complete report: stages.0',
  ),
  compared(
    'an older report with a duration that is a text',
    report({ durationMs: '1' }),
    report({}),
    'older.json is not a complete report: durationMs',
  ),
  compared(
    'an older report with a policy of nothing',
    report({ policies: [{}] }),
    report({}),
    'older.json is not a complete report: policies.0.kind',
  ),
  compared(
    'an older report with a failure that is a text',
    report({ failure: 'it failed' }),
    report({}),
    'older.json is not a complete report: failure',
  ),
  beside(
    command(
      'a SARIF file in place of a report',
      ['diff', '$/a.sarif', '$/a.sarif'],
      2,
      'a.sarif is not a JSON report of flowproof verify',
    ),
    { 'a.sarif': '{ "version": "2.1.0", "runs": [] }' },
  ),
  beside(command('a JUnit file in place of a report', ['diff', '$/a.xml', '$/a.xml'], 2, 'a.xml is not JSON'), {
    'a.xml': '<?xml version="1.0"?>\n<testsuites/>\n',
  }),
  beside(
    command(
      'what probe saw in place of a report',
      ['diff', '$/a.json', '$/a.json'],
      2,
      'a.json is not a JSON report of flowproof verify',
    ),
    { 'a.json': '{ "schemaVersion": 1, "runId": "a", "flows": [] }' },
  ),
  command(
    'an observation that is not there',
    ['suggest', '$', '--observed', '$/none.json'],
    2,
    'cannot read none.json: there is no such file',
  ),
  command('a folder as an observation', ['suggest', '$', '--observed', '$'], 2, ': it is a folder'),
  command(
    'a scenario as an observation',
    ['suggest', '$', '--observed', '$/scenario.yaml'],
    2,
    'scenario.yaml is not JSON',
  ),
  observed('an empty observation', '', 'report.json is not JSON'),
  observed('an observation that is a list', '[]', 'report.json is not a JSON report of flowproof verify'),
  observed('an observation that is cut off', report({}).slice(0, 50), 'report.json is not JSON'),
  observed(
    'an observation of another scenario',
    report({ scenario: 'other' }),
    'report.json is a report of scenario "other", not of "corpus"',
  ),
  observed(
    'an observation of another version',
    report({ schemaVersion: 3 }),
    'report.json is a report of another version of flowproof: it has version 3, this flowproof reads version 1',
  ),
  observed('an observation without the stage', report({}), 'report.json has no stage "final"'),
  observed(
    'an observation of a run that failed',
    report({ failure: { kind: 'environment', message: 'no cluster', hint: 'make one' } }),
    'report.json has no stage "final"',
  ),
  command(
    'a baseline that is not there',
    [...verify, '--environment', 'netns', '--baseline', '$/none.json'],
    2,
    'cannot read none.json: there is no such file',
  ),
  command('a folder as a baseline', [...verify, '--environment', 'netns', '--baseline', '$'], 2, ': it is a folder'),
  command(
    'manifests as a baseline',
    [...verify, '--environment', 'netns', '--baseline', '$/world.yaml'],
    2,
    'world.yaml is not JSON',
  ),
  based('an empty baseline', '', 'report.json is not JSON'),
  based('a baseline that is a number', '1', 'report.json is not a JSON report of flowproof verify'),
  based(
    'a baseline of another version',
    report({ schemaVersion: 9 }),
    'report.json is a report of another version of flowproof: it has version 9, this flowproof reads version 1',
  ),
  based(
    'a baseline without a summary of its run',
    report({ startedAt: undefined }),
    'report.json is not a complete report: startedAt',
  ),
  // What is linted.
  command('a path to lint that is not there', ['lint', '$/none'], 2, 'cannot lint none: there is no such file'),
  command(
    'one of two paths to lint that is not there',
    ['lint', '$/world.yaml', '$/none.yaml'],
    2,
    'cannot lint none.yaml: there is no such file',
  ),
  command('a device to lint', ['lint', '/dev/zero'], 2, 'cannot lint /dev/zero: it is no plain file'),
  command(
    'a path to lint that is a URL',
    ['lint', 'https://a.example/p.yaml'],
    2,
    'cannot lint https://a.example/p.yaml: there is no such file',
  ),
  command('a pattern to lint', ['lint', '$/*.yaml'], 2, 'cannot lint *.yaml: there is no such file'),
  beside(
    command(
      'a folder to lint without YAML',
      ['lint', '$/docs'],
      2,
      'cannot lint docs: no file in it holds a Kubernetes object',
    ),
    { 'docs/readme.md': '# x\n' },
  ),
  beside(
    command(
      'a folder to lint with values alone',
      ['lint', '$/values'],
      2,
      'cannot lint values: no file in it holds a Kubernetes object',
    ),
    { 'values/values.yaml': 'a: 1\n' },
  ),
  beside(
    command(
      'a chart to lint',
      ['lint', '$/chart'],
      2,
      'chart is a Helm chart, which holds no manifests but what makes them',
    ),
    { 'chart/Chart.yaml': 'name: a\n', 'chart/templates/p.yaml': 'a: {{ .b }}\n' },
  ),
  beside(
    command(
      'a folder to lint with a chart in it',
      ['lint', '$/charts'],
      2,
      'charts/a is a Helm chart, which holds no manifests but what makes them',
    ),
    { 'charts/a/Chart.yaml': 'name: a\n' },
  ),
  beside(
    command(
      'a kustomization to lint',
      ['lint', '$/base'],
      2,
      'base is a kustomization, which holds no manifests but what makes them',
    ),
    { 'base/kustomization.yaml': 'resources: []\n' },
  ),
  beside(
    command(
      'a bad scenario to lint',
      ['lint', '$/s'],
      2,
      's/scenario.yaml:1:1: unknown key "nmae"; did you mean "name"?',
    ),
    { 's/scenario.yaml': 'nmae: a\n' },
  ),
  beside(command('an image to lint', ['lint', '$/a.png'], 2, 'a.png:1:1: this is no text'), {
    'a.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  }),
  lint(
    'a Helm template',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: {{ .Values.ns }} }\n',
    2,
    'object.yaml:3:20: this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  lint(
    'a Helm condition',
    '{{- if .Values.a }}\napiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n{{- end }}\n',
    2,
    'object.yaml:1:1: this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  lint(
    'a text to lint',
    'deny all\n',
    2,
    'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'a list to lint',
    '- a\n- b\n',
    2,
    'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'values of a chart to lint',
    'replicas: 2\n',
    2,
    'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'tabs to lint',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n\tname: a\n',
    2,
    'object.yaml:4:1: Tabs are not allowed as indentation',
  ),
  lint(
    'an unclosed list to lint',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: [ }\n',
    2,
    'object.yaml:3:32: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ),
  lint(
    'a key twice to lint',
    'apiVersion: v1\nkind: Namespace\nkind: Pod\nmetadata: { name: a }\n',
    2,
    'object.yaml:3:1: Map keys must be unique',
  ),
  lint(
    'an object without a name to lint',
    'apiVersion: v1\nkind: Namespace\nmetadata: {}\n',
    2,
    'object.yaml:1:1: Namespace has no metadata.name',
  ),
  lint(
    'a kind without a version to lint',
    'kind: NetworkPolicy\nmetadata: { name: a }\n',
    2,
    'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'a kind that is a list to lint',
    'apiVersion: v1\nkind: [Namespace]\nmetadata: { name: a }\n',
    2,
    'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'one bad object of two to lint',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n---\na: 1\n',
    2,
    'object.yaml:5:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  lint(
    'some JSON that is cut off to lint',
    '{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name"',
    2,
    'object.yaml:1:64: Flow map in block collection must be sufficiently indented and end with a }',
  ),
  lint(
    'an alias that is not there to lint',
    'apiVersion: v1\nkind: Namespace\nmetadata: *m\n',
    2,
    'object.yaml:3:11: Unresolved alias (the anchor must be set before the alias): m',
  ),
  lint(
    'an alias bomb to lint',
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[i]}`).join(', ')}]`)
      .join('\n')}\n`,
    2,
    'object.yaml:1:1: Excessive alias count indicates a resource exhaustion attack',
  ),
  lint('lists nested too deeply to lint', `a: ${'['.repeat(20_000)}`, 2, 'object.yaml:1:1: this is nested too deeply'),
  lint(
    'an object with an escape in its kind to lint',
    'apiVersion: v1\nkind: "\\e[31mNamespace"\nmetadata: { name: "\\e[31ma" }\n',
    1,
    'object.yaml:2:7: error refused-by-api',
  ),
  lint(
    'a policy with an escape in its name to lint',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: "\\e[31mp", namespace: shop }\nspec: { podSelector: {} }\n',
    1,
    'metadata.name: "\\u001b[31mp" is no name',
  ),
  {
    ...command(
      'an error message over standard input',
      ['lint', '-'],
      2,
      '-:1:8: Nested mappings are not allowed in compact mappings',
    ),
    stdin: 'Error: INSTALLATION FAILED: chart requires kubeVersion\n',
  },
  {
    ...command(
      'a template over standard input',
      ['lint', '-'],
      2,
      '-:1:5: this is a Helm template; render it: helm template CHART | flowproof lint -',
    ),
    stdin: 'a: {{ .Values.b }}\n',
  },
  {
    ...command('a repair of standard input', ['lint', '--fix', '-'], 2, 'standard input cannot be fixed'),
    stdin: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n',
  },
  { ...command('a NUL over standard input', ['lint', '-'], 2, '-:1:1: this is no text'), stdin: 'a: \u0000\n' },
  { ...command('standard input as a scenario', ['check', '-'], 2, '-:1:1: endpoints:'), stdin: 'name: corpus\n' },
  // What only a Job runs.
  beside(
    command(
      'a policy with an escape in its name, for GitHub',
      ['lint', '$/p.yaml', '--format', 'github'],
      1,
      '::error file=p.yaml,line=3,col=19,title=flowproof%3A refused-by-api',
    ),
    { 'p.yaml': hostile },
  ),
  command('a worker without a plan', ['worker'], 2, "required option '--plan <folder>' not specified"),
  command(
    'a worker with a plan that is not there',
    ['worker', '--plan', '$/none', '--index', '0'],
    2,
    'none holds no plan for index 0',
  ),
  command(
    'a worker with a folder without a plan',
    ['worker', '--plan', '$', '--index', '0'],
    2,
    'holds no plan for index 0',
  ),
  command(
    'a worker without an index',
    ['worker', '--plan', '$'],
    2,
    "required option '--index <number>' not specified",
  ),
  configured(
    'a kubeconfig with an address that is none',
    kubeconfig.replace('https://127.0.0.1:1', 'nowhere'),
    'nowhere',
  ),
  configured('a kubeconfig with a port beyond the last', kubeconfig.replace(':1"', ':99999"'), '127.0.0.1:99999'),
  configured(
    'a kubeconfig with an address of another protocol',
    kubeconfig.replace('https:', 'ftp:'),
    'ftp://127.0.0.1:1',
  ),
  configured(
    'a kubeconfig with an address of spaces',
    kubeconfig.replace('https://127.0.0.1:1', 'https://a b'),
    'https://a b',
  ),
  reaching(
    'a report over a manifest',
    ['verify', '$', '--context', 'stagin', '--kubeconfig', '$/kubeconfig', '--json', '$/world.yaml'],
    2,
    'cannot write world.yaml: it is an input',
  ),
  reaching(
    'a report over the kubeconfig',
    [...verify, '--context', 'stagin', '--kubeconfig', '$/kubeconfig', '--json', '$/kubeconfig'],
    2,
    'cannot write kubeconfig: it is an input',
  ),
  reaching(
    'a report of probe over the kubeconfig',
    ['probe', '-n', 'shop', '--context', 'stagin', '--kubeconfig', '$/kubeconfig', '--json', '$/kubeconfig'],
    2,
    'cannot write kubeconfig: it is an input',
  ),
  configured(
    'a kubeconfig without the cluster of its context',
    kubeconfig.replace(/clusters:.*/, 'clusters: []'),
    'cluster "c"',
  ),
  configured('a kubeconfig with clusters that are a text', kubeconfig.replace(/clusters:.*/, 'clusters: c'), 'cluster'),
  configured('a kubeconfig without the user of its context', kubeconfig.replace(/users:.*/, 'users: []'), 'user "u"'),
  configured('a kubeconfig with users that are a text', kubeconfig.replace(/users:.*/, 'users: me'), 'user'),
  configured(
    'a kubeconfig with a token file that is not there',
    kubeconfig.replace('token: t', 'tokenFile: /none/token'),
    'cannot reach https://127.0.0.1:1 (context staging): bad port Is the cluster up, and the VPN?',
    3,
  ),
  configured(
    'a kubeconfig with a context that is null',
    kubeconfig.replace(/contexts:.*/, 'contexts: [null]'),
    'cannot read kubeconfig: it is no kubeconfig',
  ),
  configured(
    'a kubeconfig with a cluster that is null',
    kubeconfig.replace(/clusters:.*/, 'clusters: [null]'),
    'cannot read kubeconfig: it is no kubeconfig',
  ),
  configured(
    'a kubeconfig with a user that is null',
    kubeconfig.replace(/users:.*/, 'users: [null]'),
    'cannot read kubeconfig: it is no kubeconfig',
  ),
  configured(
    'a kubeconfig with a number as an address',
    kubeconfig.replace('"https://127.0.0.1:1"', '5'),
    'cannot read kubeconfig: it is no kubeconfig',
  ),
  command(
    'a kubeconfig that is not there',
    ['plan', '$', '--context', 'staging', '--kubeconfig', '$/none'],
    2,
    'cannot read none: there is no such file',
  ),
  command('a folder as a kubeconfig', ['plan', '$', '--context', 'staging', '--kubeconfig', '$'], 2, 'it is a folder'),
  command(
    'a kubeconfig without a name',
    ['plan', '$', '--context', 'staging', '--kubeconfig', ''],
    2,
    'cannot read ""',
  ),
  command('an empty name of a scenario', ['check', ''], 2, 'cannot read ""'),
  command('reports without a name', ['diff', '', ''], 2, 'cannot read ""'),
  command('a baseline without a name', [...verify, '--environment', 'netns', '--baseline', ''], 2, 'cannot read ""'),
  command('a path to lint without a name', ['lint', ''], 2, 'cannot lint ""'),
  command(
    'a score in hexadecimal',
    ['mutate', '$', '--min-score', '0x3'],
    2,
    "argument '0x3' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'a score with an exponent',
    ['mutate', '$', '--min-score', '1e1'],
    2,
    "argument '1e1' is invalid. It is a number from 0 to 100.",
  ),
  command(
    'a rate with a zero before it',
    ['plan', '$', '--max-rate', '080'],
    2,
    "argument '080' is invalid. It is a whole number, 1 or more.",
  ),
  command(
    'a probe of an outside at port 080',
    ['probe', '-n', 'shop', ...nowhere, '--outside-address', '1.1.1.1:080'],
    2,
    "argument '1.1.1.1:080' is invalid",
  ),
  reaching('a probe of a namespace that no cluster could have', ['probe', '-n', 'Shop!', ...staging], 2, 'Shop!'),
  lint('an empty file to lint', '', 2, 'holds no Kubernetes object'),
  lint('comments to lint', '# nothing\n', 2, 'holds no Kubernetes object'),
  { ...command('nothing over standard input', ['lint', '-'], 2, 'holds no Kubernetes object'), stdin: '' },
  command(
    'a question about all senders',
    ['explain', '$', '--from', '*', '--to', 'db'],
    2,
    'no endpoint is called "*"; there is api, db',
  ),
  command(
    'a question about a sender without a name',
    ['explain', '$', '--from', '', '--to', 'db'],
    2,
    'no endpoint is called ""; there is api, db',
  ),
  command(
    'a question about a receiver without a name',
    ['explain', '$', '--from', 'api', '--to', ':5432'],
    2,
    'no endpoint is called ""; there is api, db',
  ),
  command('a command with an escape', ['\u001b[31mcheck'], 2, 'unknown command'),
  command('an option with an escape', ['check', '$', '--\u001b[31mformat'], 2, 'unknown option'),
  command(
    'a format with an escape',
    ['check', '$', '--format', '\u001b[31m'],
    2,
    'is invalid. Allowed choices are terminal, github, sarif, json.',
  ),
  command('a fault with an escape', [...verify, '--fault', '\u001b[31m'], 2, 'is invalid. It is a list of'),
  command(
    'permissions for an account with an escape',
    ['rbac', '-n', 'shop', '--service-account', 'a\u001b[31m'],
    2,
    'is invalid. A name has lower-case letters',
  ),
  command('a scenario with an escape in its name', ['check', '$/\u001b[31mred.yaml'], 2, 'there is no such file'),
  command(
    'a report with an escape in its folder',
    [...verify, '--json', '$/\u001b[31m/report.json'],
    2,
    'cannot write',
  ),
  command('a path to lint with an escape', ['lint', '$/\u001b[31m'], 2, 'there is no such file'),
  command(
    'a kubeconfig with an escape in its name',
    ['plan', '$', '--context', 'staging', '--kubeconfig', '$/\u001b[31m'],
    2,
    'cannot read',
  ),
  configured(
    'a kubeconfig with an escape',
    'contexts: [{ name: "\\e[31mstaging", context: { cluster: c, user: u } }]\n',
    'the kubeconfig has no context "staging"',
  ),
  reaching(
    'a context with an escape',
    ['plan', '$', '--context', '\u001b[31mstaging', '--kubeconfig', '$/kubeconfig'],
    2,
    'the kubeconfig has no context',
  ),
  command(
    'a question with an escape',
    ['explain', '$', '--from', '\u001b[31mapi', '--to', 'db'],
    2,
    'no endpoint is called',
  ),
  compared('an older report with an escape', '\u001b[31m{}', report({}), 'older.json is not JSON'),
  compared(
    'an older report of a scenario with an escape',
    report({ scenario: '\u001b[31mcorpus' }),
    report({}),
    'older.json is a report of scenario',
  ),
  command(
    'a scenario with a line break in its name',
    ['check', '$/a\nPASS'],
    2,
    'cannot read a PASS: there is no such file',
  ),
  command(
    'permissions for an account with YAML',
    ['rbac', '-n', 'shop', '--service-account', 'a\n---\nkind: Secret'],
    2,
    "option '--service-account <name>' argument 'a --- kind: Secret' is invalid. A name has lower-case le",
  ),
  command('a command that is far too long', ['c'.repeat(5000)], 2, 'unknown command'),
  command(
    'a scenario with a name that is far too long',
    ['check', `$/${'a'.repeat(5000)}.yaml`],
    2,
    'its name is too long',
  ),
];

/** A case with more files. */
function beside(one: Case, files: Case['files']): Case {
  return { ...one, files: { ...one.files, ...files } };
}

/** A command line with a kubeconfig that is good, for a cluster that is not there. */
function reaching(what: string, args: readonly string[], code: number, says: string): Case {
  return beside(command(what, args, code, says), { kubeconfig });
}

/** A kubeconfig that is bad, in which the context is called staging. */
function configured(what: string, text: string, says: string, code = 2): Case {
  return beside(command(what, ['plan', '$', ...staging], code, says), { kubeconfig: text });
}

/** Two reports that cannot be compared. */
function compared(
  what: string,
  older: string | Uint8Array,
  newer: string,
  says: string,
  more: readonly string[] = [],
): Case {
  const files = { 'older.json': older, 'newer.json': newer };
  return beside(command(what, ['diff', '$/older.json', '$/newer.json', ...more], 2, says), files);
}

/** A report from which no policies can be suggested. */
function observed(what: string, text: string, says: string): Case {
  return beside(command(what, ['suggest', '$', '--observed', '$/report.json'], 2, says), { 'report.json': text });
}

/** A report that no run can be held against. */
function based(what: string, text: string, says: string): Case {
  const args = [...verify, '--environment', 'netns', '--baseline', '$/report.json'];
  return beside(command(what, args, 2, says), { 'report.json': text });
}

/** The JSON report of a run that probed nothing, with other fields. */
function report(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    schemaVersion: 1,
    scenario: 'corpus',
    file: 'scenario.yaml',
    runId: '0123abcd',
    environment: 'network namespaces',
    notes: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    connectTimeoutMs: 3000,
    stages: [],
    policies: [],
    ...fields,
  });
}

/** Taken, or refused in words that could be better. */
export const openBadCommands: readonly Case[] = [
  // Today: exit code 70, and the message holds the token, although it says that it holds no credentials.
  configured(
    'a kubeconfig with a token with a line break',
    kubeconfig.replace('token: t', 'token: "a\\nb"'),
    'context staging of the kubeconfig cannot be used',
    3,
  ),
  reaching(
    'a probe of a port that is none',
    ['probe', '-n', 'shop', ...staging, '--from', 'api', '--to', 'db:080'],
    2,
    '"080" of "db:080" is no port',
  ),
  reaching('clean in a namespace that no cluster could have', ['clean', ...staging, '-n', 'A_b'], 2, 'A_b'),
  // Today: exit code 0, "either end has no pods, or the Service has no such port", and "unknown".
  beside(
    command(
      'a question about the outside that receives',
      ['explain', '$/h.yaml', '--from', 'api', '--to', 'net:80'],
      2,
      '"net" serves no port',
    ),
    { 'h.yaml': mixed },
  ),
  beside(
    command(
      'a question about a host that sends',
      ['explain', '$/h.yaml', '--from', 'bank', '--to', 'net:1'],
      2,
      '"bank" is a host outside of the cluster, which sends nothing',
    ),
    { 'h.yaml': mixed },
  ),
  // Today: the help of all commands, and nothing of the mistake.
  command('help for a misspelt command', ['help', 'chek'], 2, "unknown command 'chek'"),
];
