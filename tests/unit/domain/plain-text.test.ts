import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailAddress, personName } from '#domain/people/person.ts';
import { line, note, paragraphs, plainName } from '#domain/text/text.ts';
import { secureUrl } from '#domain/text/web-address.ts';
import { instant } from '#domain/time/instant.ts';

const name = plainName(200);
const saidOf = (value: string, field = name) => field.safeParse(value).error?.issues.map(({ message }) => message);

const realNames = [
  "Siobhán O'Brien",
  'Siobhan O’Brien-Smith',
  'Dr A. Smith',
  'Dr.Smith',
  'J.R. Hartley',
  'J.R.Hartley',
  'X.Li',
  'M.Ma',
  'St. Mary’s',
  "St.Mary's Medical Centre",
  'Primary Care 24.7',
  'Primary Care 24/7',
  'Anne-Marie St. John',
  'María José Carreño Quiñones',
  'Zoë Łukasiewicz',
  'Nguyễn Thị Minh Khai',
  'Ngũgĩ wa Thiong’o',
  'Ilse van der Meer',
  'Björk Guðmundsdóttir',
  'Ayşe Yılmaz',
  'Άννα Παπαδοπούλου',
  'Олена Коваль',
  '王小明',
  '山田 太郎',
  'محمد علي',
  'שרה כהן',
  'प्रिया शर्मा',
  'ณัฐพล',
  'ශ්\u{200D}රී ලංකා',
  'علی\u{200C}رضا',
  'Ann 👩\u{200D}⚕️ Bell',
  'Prof. Sir J. Bloggs, FRCGP (Hon.)',
  'Smith & Sons Ltd.',
  'Level 7 Cert. in Prescribing (V300)',
  'Introduction to Wound Care: Part 2.5',
  'Co. Durham Primary Care',
  'St.Anne@Home'.replace('@', ' at '),
];

const links = [
  'https://evil.example',
  'www.evil.example',
  'WWW.evil.example',
  'evil.com',
  'Evil.Com',
  'EVIL.COM',
  'my-site.co.uk',
  't.co',
  'x.ai',
  'bit.ly/abc',
  'mailto:x@y.com',
  'x@y.com',
  'tel:0900123456',
  'javascript:alert(1)',
  'ftp://a',
];

// A control, a mark of order, a soft hyphen, joiners, fillers, isolates, a tag, what is left of bad bytes.
const unseen = [
  ...[
    '\u{0}',
    '\u{7}',
    '\u{85}',
    '\u{AD}',
    '\u{34F}',
    '\u{61C}',
    '\u{115F}',
    '\u{180E}',
    '\u{200B}',
    '\u{200D}',
    '\u{200F}',
  ],
  ...[
    '\u{2028}',
    '\u{202A}',
    '\u{202E}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{2800}',
    '\u{3164}',
    '\u{FEFF}',
    '\u{FFA0}',
  ],
  ...['\u{FFFD}', '\u{E0041}', '\u{D800}'],
];

describe('a name', () => {
  it.each(realNames)('is taken as it is: %s', (real) => {
    expect(name.parse(` ${real} `)).toBe(real.normalize('NFC'));
  });

  it.each(links)('is no place for a link: %s', (link) => {
    for (const text of [link, `Please visit ${link} now`, `Anna (${link})`, `Anna,${link}`]) {
      expect(saidOf(text)).toEqual(['Enter a name without a web or email address']);
    }
  });

  it('is no place for a link, wherever it stands in which name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...realNames), fc.constantFrom(...links), fc.boolean(), (real, link, before) => {
        expect(name.safeParse(before ? `${link} ${real}` : `${real} ${link}`).success).toBe(false);
      }),
    );
  });

  it.each(unseen)('has nothing in it that cannot be seen: %j', (character) => {
    for (const text of [`An${character}na`, `An${character}${character}na`]) {
      expect(saidOf(text)).toEqual([
        /[\r\n\t]/.test(character) ? 'Enter this on one line' : 'Remove the characters that cannot be shown',
      ]);
    }
  });

  it('may have any letter of any script, and accents as they are typed', () => {
    const letters = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x2ffff }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const seen = [...text]
          .filter((c) => /[\p{L}\p{M}]/u.test(c) && !/\p{Default_Ignorable_Code_Point}/u.test(c))
          .join('');
        fc.pre(/^\p{L}/u.test(seen));
        expect(name.parse(seen)).toBe(seen.normalize('NFC'));
      }),
    );
    expect(name.parse('Siobha\u0301n')).toBe('Siobhán');
  });

  it.each(['', ' ', '\u{200B}', '\u{2060}\u{2060}', '\u{A0}', '\u{FE0F}', '\u{2800}', '\u{3164}'])(
    'is not empty: %j',
    (nothing) => {
      expect(saidOf(nothing)?.[0]).toBe('Enter some text');
    },
  );

  it('is refused at once where putting it in order would take long', () => {
    const marks = `a${'\u0301\u0327'.repeat(15_500)}`;
    for (const field of [name, line(200), paragraphs(4000), note(4000)]) {
      const began = performance.now();
      expect(saidOf(marks, field)).toHaveLength(1);
      expect(performance.now() - began).toBeLessThan(100);
    }
    expect(saidOf('x'.repeat(1601))).toEqual(['Enter 200 characters or fewer']);
    expect(saidOf(`a${'\u0301'.repeat(31)}`)).toEqual(['Remove some of the accents that stand on one letter']);
  });

  it('may have thirty accents on a letter, as Unicode lets any text have, and be longer than it is once composed', () => {
    const most = `a${'\u0315'.repeat(30)}`;
    expect(name.parse(most)).toBe(most);
    expect(name.parse('e\u0302\u0323'.repeat(200))).toBe('ệ'.repeat(200));
  });

  it('is counted in characters as people see them', () => {
    expect(personName.safeParse('𝒜'.repeat(200)).success).toBe(true);
    expect(saidOf('x'.repeat(201), personName)).toEqual(['Enter 200 characters or fewer']);
  });
});

describe('one line', () => {
  it('may name an address, and be coloured, but has one line', () => {
    expect(line(50).parse('Autism (autism.org.uk) ❤️')).toBe('Autism (autism.org.uk) ❤️');
    for (const text of ['a\nb', 'a\tb', 'a\r\nb']) expect(saidOf(text, line(50))).toEqual(['Enter this on one line']);
  });
});

describe('longer text', () => {
  it('takes what word processors put into it', () => {
    const pasted = 'Wound\u{AD}care.\r\n\tBring\u{A0}your\u{200B} own 👩‍⚕️ tools';
    expect(paragraphs(200).parse(pasted)).toBe(pasted);
  });

  it.each(['\u{202E}', '\u{2066}', '\u{E0041}', '\u{0}', '\u{FEFF}'])(
    'is read in the order in which it stands: %j',
    (character) => {
      expect(saidOf(`Read ${character}this`, paragraphs(200))).toEqual(['Remove the characters that cannot be shown']);
    },
  );

  it('is not only what nobody sees', () => {
    expect(saidOf('\u{200B}\n\u{200D}', paragraphs(200))).toEqual(['Enter some text']);
  });
});

describe('other fields', () => {
  it.each([
    'https://a:b@x.example',
    'https://a@x.example/path',
    'https://x.example/a b',
    'https://x.example\\@y.example',
    'http://x.example',
  ])('take no web address such as %s', (url) => {
    expect(secureUrl.safeParse(url).success).toBe(false);
  });

  it.each(['https://x.example', 'https://x.example/@team?a=b@c#d', 'https://x.example:8443/a'])('take %s', (url) => {
    expect(secureUrl.parse(url)).toBe(url);
  });

  it('take an email address in capitals, and say one thing of one that is none', () => {
    expect(emailAddress.parse(' Ann.Bell@NHS.net ')).toBe('ann.bell@nhs.net');
    expect(saidOf('nobody', emailAddress as never)).toEqual(['Enter an email address, like name@nhs.net']);
  });

  it('take no moment of a year with five digits, whatever the offset', () => {
    for (const at of ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) expect(instant.parse(at)).toBe(at);
    for (const at of ['9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+01:00']) {
      expect(instant.safeParse(at).success).toBe(false);
    }
  });
});
