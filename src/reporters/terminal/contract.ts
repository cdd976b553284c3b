import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** Renders what a run would do to an existing cluster. */
export function renderContract(cluster: string, sentences: readonly string[], screen: Screen): string {
  const lines = sentences.flatMap((sentence) =>
    wrap(sentence, screen.width - 2).map((line, index) => `${index === 0 ? '• ' : '  '}${line}`),
  );
  return `\n${[styled(`── what verify would do in cluster ${cluster}`, 'bold', screen), ...lines].join('\n')}\n`;
}
