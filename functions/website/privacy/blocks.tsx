import { type Block, type Page as Blocks, piecesOf } from '#privacy/page.ts';

const Text = ({ children }: { readonly children: string }) => (
  <>{piecesOf(children).map(({ text, href }) => (href === undefined ? text : <a href={href}>{text}</a>))}</>
);

/** By which a list of contents leads to a heading. @param index - of the block in its page */
const idOf = (index: number): string => `part-${index}`;

const Heading = ({ level, text, id }: { readonly level: number; readonly text: string; readonly id: string }) => {
  switch (level) {
    case 2:
      return (
        <h2 class="nhsuk-heading-m" id={id}>
          {text}
        </h2>
      );
    case 3:
      return <h3 class="nhsuk-heading-s">{text}</h3>;
    default:
      return <h4 class="nhsuk-heading-xs">{text}</h4>;
  }
};

const OneBlock = ({ block, id }: { readonly block: Block; readonly id: string }) => {
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level} text={block.text} id={id} />;
    case 'paragraph':
      return (
        <p>
          <Text>{block.text}</Text>
        </p>
      );
    case 'list':
      return (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {block.items.map((item) => (
            <li>
              <Text>{item}</Text>
            </li>
          ))}
        </ul>
      );
  }
};

/** What the API says in blocks, but for the title, which the page that shows it has itself. */
export const BlocksBelowTitle = ({ blocks }: { readonly blocks: Blocks }) => (
  <>
    {blocks.map((block, index) =>
      block.kind === 'heading' && block.level === 1 ? null : <OneBlock block={block} id={idOf(index)} />,
    )}
  </>
);

/** Where to go in a page that is long. */
export const Contents = ({ blocks }: { readonly blocks: Blocks }) => (
  <nav aria-label="Contents">
    <h2 class="nhsuk-heading-s">On this page</h2>
    <ul class="nhsuk-list">
      {blocks.map((block, index) =>
        block.kind === 'heading' && block.level === 2 ? (
          <li>
            <a href={`#${idOf(index)}`}>{block.text}</a>
          </li>
        ) : null,
      )}
    </ul>
  </nav>
);

export const titleOf = (blocks: Blocks): string =>
  blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))[0] ?? '';
