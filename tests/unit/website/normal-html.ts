const voids = new Set(['br', 'hr', 'img', 'input']);

const meant: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => meant[name] ?? whole);

const tag = /<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*"|='[^']*')?)*)\s*(\/?)>/gi;
const attribute = /([\w:-]+)(?:="([^"]*)"|='([^']*)')?/g;

function attributesOf(source: string): string {
  const all = [...source.matchAll(attribute)].map(
    ([, name, double, single]) => `${name}=${JSON.stringify(unescaped(double ?? single ?? ''))}`,
  );
  return all
    .sort()
    .map((one) => ` ${one}`)
    .join('');
}

/** Space that holds a line break is how the source is laid out; other space is the text's. */
function textOf(source: string): readonly string[] {
  if (source.includes('<')) throw new Error(`What tag is this? ${source}`);
  const text = unescaped(source)
    .replace(/^\s*\n\s*|\s*\n\s*$/g, '')
    .replace(/\s+/g, ' ');
  return text ? [JSON.stringify(text)] : [];
}

/** A line for each tag and text, however it was laid out, escaped, and its attributes ordered. */
export function normalHtml(html: string): readonly string[] {
  const lines: string[] = [];
  let end = 0;
  for (const { 0: whole, 1: closing, 2: name = '', 3: attributes = '', 4: selfClosing, index } of html.matchAll(tag)) {
    lines.push(...textOf(html.slice(end, index)), `<${closing}${name}${attributesOf(attributes)}>`);
    if (selfClosing && !voids.has(name)) lines.push(`</${name}>`);
    end = index + whole.length;
  }
  return [...lines, ...textOf(html.slice(end))];
}
