import { describe, expect, it } from 'vitest';
import { heading, htmlOf, list, markdownOf, paragraph, piecesOf } from '#privacy/page.ts';

const page = [
  heading(1, 'Nurses & <others>'),
  paragraph('Write to info@hub.example.'),
  heading(2, 'More'),
  ...list(['One', 'Two: https://ico.org.uk/make-a-complaint, or by post']),
  ...list([]),
];

describe('a page', () => {
  it('is Markdown, block by block', () => {
    expect(markdownOf(page)).toBe(`# Nurses & <others>

Write to info@hub.example.

## More

- One
- Two: https://ico.org.uk/make-a-complaint, or by post
`);
  });

  it('is HTML that says its language, title and headings, and lets nothing in it be markup', () => {
    const html = htmlOf(page);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(html).toContain('<title>Nurses &amp; &lt;others&gt;</title>');
    expect(html).toContain('<h1>Nurses &amp; &lt;others&gt;</h1>');
    expect(html).toContain('<h2>More</h2>\n<ul>\n<li>One</li>');
    expect(html).not.toMatch(/<script|<style|<link|<others/);
  });

  it('is the same text, piece by piece, of which addresses can be followed', () => {
    const text = 'Write to info@hub.example & see https://ico.org.uk/make-a-complaint, or javascript:alert(1)';
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.flatMap(({ href }) => href ?? [])).toEqual([
      'mailto:info@hub.example',
      'https://ico.org.uk/make-a-complaint',
    ]);
    expect(piecesOf('')).toEqual([]);
  });

  it('lets addresses be followed, without what stands behind them', () => {
    const html = htmlOf(page);
    expect(html).toContain('<a href="mailto:info@hub.example">info@hub.example</a>.');
    expect(html).toContain(
      '<a href="https://ico.org.uk/make-a-complaint">https://ico.org.uk/make-a-complaint</a>, or by post',
    );
  });
});
