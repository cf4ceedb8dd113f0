import { enableCompileCache } from 'node:module';

// Before anything else is loaded: most of a start is reading the same code as the last time.
enableCompileCache();
await import('./start.ts');
