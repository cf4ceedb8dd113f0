import { expect, it } from 'vitest';
import { heading, type Story } from './story.ts';

/** Narrow, with forced colours, or with text that is twice as large. */
export const everyScreen: Story = ({ hub, browser, expectGood }) => {
  it('sees what a page is, also where the colours are forced, the text is twice as large and the screen is narrow', async () => {
    const sessionId = await hub().publishSession({ title: 'Every screen' });
    const paths = ['/', '/sessions', `/sessions/${sessionId}`, `/sessions/${sessionId}/book`, '/nothing-here'];
    const others = ['/register', '/privacy-policy', '/privacy-policy/what-we-hold', '/sessions/month/2026-12'];
    const narrow = { viewport: { width: 320, height: 640 }, forcedColors: 'active' } as const;
    const large = { viewport: { width: 1280, height: 800 } } as const;
    for (const [screen, fontSize] of [
      [narrow, '100%'],
      [large, '200%'],
    ] as const) {
      const context = await browser().newContext(screen);
      const page = await context.newPage();
      for (const path of [...others, ...paths]) {
        await page.goto(`${hub().url}${path}`);
        await page.evaluate('for (const hidden of document.querySelectorAll("details")) hidden.open = true');
        await page.evaluate(`document.documentElement.style.fontSize = '${fontSize}'`);
        await expectGood(page, path, fontSize);
      }
      expect(await heading(page)).toBe('Page not found');
      await context.close();
    }
  });
};
