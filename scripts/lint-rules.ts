import { lintRulesPage } from '../src/lint/page.ts';

process.stdout.write(lintRulesPage());
