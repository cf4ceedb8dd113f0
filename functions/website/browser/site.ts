import { Button, createAll, ErrorSummary, SkipLink } from 'nhsuk-frontend';
import { startDownloads } from './downloads.ts';

declare const document: { readonly body: { readonly classList: { add(...names: readonly string[]): void } } };

// The package's own template says this inline, which a strict content security policy does not allow.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
for (const component of [Button, ErrorSummary, SkipLink]) createAll(component);
startDownloads();
