const longestSavingMs = 60_000;

/** Where the page says that a file did not come. */
const status = document.querySelector<HTMLElement>('[data-download-status]');
const say = (words: string): void => {
  if (status) status.textContent = words;
};

/**
 * Fetches a file under its own type, and has the browser save it. A link alone asks for pages first, and the gateway hands bytes on only to who
 * asks for their type first. Whoever is signed out is led to sign in, and back to the page.
 */
async function save({ href, type, download }: HTMLAnchorElement): Promise<void> {
  say('');
  const response = await fetch(href, { headers: { Accept: type } });
  if (response.redirected) return location.reload();
  if (!response.ok || response.headers.get('Content-Type') !== type) throw new Error('It is no such file');
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = download;
  link.click();
  // Not at once: some browsers read it only after the click.
  setTimeout(() => URL.revokeObjectURL(address), longestSavingMs);
}

/** Shows the links that need this script, which are hidden without it, and hides what stands there in their place. */
export function startDownloads(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-download]')) {
    link.hidden = false;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      save(link).catch(() => say('The file did not come. Check that you are online, and try again.'));
    });
  }
  for (const instead of document.querySelectorAll<HTMLElement>('[data-no-download]')) instead.hidden = true;
}
