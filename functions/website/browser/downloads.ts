const longestSavingMs = 60_000;

/**
 * Fetches a file under its own type, and has the browser save it. A link alone asks for pages first, and the gateway hands bytes on only to who
 * asks for their type first. Where something else is answered (whoever is signed out signs in), the browser goes there.
 */
async function save({ href, type, download }: HTMLAnchorElement): Promise<void> {
  const response = await fetch(href, { headers: { Accept: type } });
  if (!response.ok || response.headers.get('Content-Type') !== type) return location.assign(response.url);
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
      // Without an answer the page stays as it is: they press it again.
      save(link).catch(() => undefined);
    });
  }
  for (const instead of document.querySelectorAll<HTMLElement>('[data-no-download]')) instead.hidden = true;
}
