import { Button, createAll, ErrorSummary, SkipLink } from 'nhsuk-frontend';
import { startDownloads } from './downloads.ts';
import { uploadFrom } from './upload.ts';

// The package's own template says this inline, which a strict content security policy does not allow.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
for (const component of [Button, ErrorSummary, SkipLink]) createAll(component);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) uploadFrom(form);
startDownloads();
