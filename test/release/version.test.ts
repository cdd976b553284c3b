import { expect, test } from 'vitest';
import { versionProblem, withVersion } from '../../scripts/release/version.ts';

const released = ['0.9.0', '0.10.0'];

test.for([
  ['0.10.1', '0.10.0', undefined, 'a patch'],
  ['0.11.0', '0.10.0', undefined, 'numbers, not letters'],
  ['1.0.0-rc.1', '0.10.0', undefined, 'a candidate'],
  ['0.11.0', '0.11.0', undefined, 'what package.json has and was never released'],
  ['0.10.0', '0.10.0', '0.10.0 is not later than 0.10.0, which is released', 'the same again'],
  ['0.9.5', '0.10.0', '0.9.5 is not later than 0.10.0, which is released', 'an earlier line'],
  ['0.11.0', '0.12.0', '0.11.0 is earlier than 0.12.0, which package.json has', 'a step back'],
  ['v0.11.0', '0.10.0', '"v0.11.0" is no version: write one like 0.11.0', 'a tag'],
  ['next', '0.10.0', '"next" is no version: write one like 0.11.0', 'a word'],
  ['', '0.10.0', '"" is no version: write one like 0.11.0', 'nothing'],
] as const)('%s after %s: %s (%s)', ([version, current, problem]) => {
  expect(versionProblem(version, { current, released })).toBe(problem);
});

test.for([
  ['registry.example/flowproof:0.1.0', 'registry.example/flowproof:0.2.0', 'an image'],
  ['npx flowproof@0.1.0 check', 'npx flowproof@0.2.0 check', 'a package'],
  ['flowproof-0.1.0.tgz', 'flowproof-0.2.0.tgz', 'a file'],
  ['flowproof:0.1.01 flowproof:0.1.0-rc.1', 'flowproof:0.1.01 flowproof:0.1.0-rc.1', 'another version'],
  ['10.1.0.0/16 and kind 0.1.0', '10.1.0.0/16 and kind 0.1.0', 'not of flowproof'],
] as const)('%j becomes %j: %s', ([text, changed]) => {
  expect(withVersion(text, '0.1.0', '0.2.0')).toBe(changed);
});
