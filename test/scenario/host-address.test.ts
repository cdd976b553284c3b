import { expect, test } from 'vitest';
import { readHostAddress } from '../../src/scenario/host-address.ts';

test.for([
  ['192.0.2.1', '192.0.2.1'],
  ['::1', '::1'],
  ['api.example.com', 'api.example.com'],
  ['api.example.com.', 'api.example.com.'],
  ['_sip.example.com', '_sip.example.com'],
  ['registry', 'registry'],
  ['10.0.0.5/8', '10.0.0.1'],
  ['10.0.0.7/32', '10.0.0.7'],
  ['fd00::/8', 'fd00::1'],
] as const)('%s is reached at %s', ([text, address]) => {
  expect(readHostAddress(text)).toEqual({ address });
});

test.for([
  ['https://api.openai.com', 'write api.openai.com, and 443 as its port'],
  ['https://api.openai.com:8443/v1?x=1', 'write api.openai.com, and 8443 as its port'],
  ['ftp://mirror.example.com/debian', 'write mirror.example.com'],
  ['1.1.1.1:443', 'write 1.1.1.1, and 443 as its port'],
  ['*.openai.com', 'a pattern means many; write one of them, such as api.openai.com'],
  ...['999.1.1.1', '1.2.3', '10.0.0.0/33', '-oProxy', '$(touch x)', 'a b', '', 'fe80::1%eth0', 'x'.repeat(64)].map(
    (text) => [text, 'write an IP address, a CIDR or a DNS name'] as const,
  ),
] as const)('%j is no host: %s', ([text, remedy]) => {
  expect(readHostAddress(text)).toEqual({ problem: expect.stringContaining(`is no host: ${remedy}`) });
});
