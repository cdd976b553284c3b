import { createContext } from 'preact';
import type { Mark } from '../reporters/mark.ts';

/** How marks look in a cell, where a word has no room; `style.css` has a colour for each. */
export const symbols: Readonly<Record<Mark, string>> = {
  allowed: '✓',
  blocked: '·',
  mixed: '✓·',
  leak: '!',
  cut: '✕',
  rejected: 'R',
  flaky: '~',
  inconclusive: '?',
};

/** What marks mean in a run. */
export const runMeanings: Readonly<Record<Mark, string>> = {
  allowed: 'allowed',
  blocked: 'blocked',
  mixed: 'some allowed, some blocked',
  leak: 'leak: got through, should be blocked',
  cut: 'cut: did not get through, should be allowed',
  rejected: 'rejected, should be dropped silently',
  flaky: 'flaky: got through, not at every try',
  inconclusive: 'inconclusive',
};

/** What marks mean on this page. */
export const Meanings = createContext(runMeanings);
