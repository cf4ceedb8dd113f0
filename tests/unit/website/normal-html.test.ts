import { expect, it } from 'vitest';
import { normalHtml } from './normal-html.ts';

it.each([
  ['how it is laid out', '<p>\n  One\n  two\n</p>', '<p>One two</p>'],
  ['the order of attributes', '<a href="#" class="b">x</a>', '<a class="b" href="#">x</a>'],
  ['how an attribute that is there is written', '<input disabled>', '<input disabled=""/>'],
  ['what need not be escaped', '<p>It\'s "5" > 4</p>', '<p>It&#39;s &quot;5&quot; &gt; 4</p>'],
  ['how an element without content ends', '<path d="M1"/>', '<path d="M1"></path>'],
])('%s is not told apart', (_, one, other) => {
  expect(normalHtml(one)).toEqual(normalHtml(other));
});

it.each([
  ['space of the text', '<span>Error: </span>Enter', '<span>Error:</span>Enter'],
  ['a value', '<a href="#a">x</a>', '<a href="#b">x</a>'],
  ['an attribute', '<a href="#a" rel="next">x</a>', '<a href="#a">x</a>'],
  ['where an element ends', '<p><b>x</b>y</p>', '<p><b>xy</b></p>'],
  ['what is escaped', '<p>&lt;b&gt;</p>', '<p><b></p>'],
])('%s is told apart', (_, one, other) => {
  expect(normalHtml(one)).not.toEqual(normalHtml(other));
});

it('refuses what it cannot read', () => {
  expect(() => normalHtml('<p class=unquoted>x</p>')).toThrow('What tag');
});
