import type { Child } from 'hono/jsx';
import type { Props, Size } from './props.ts';
import { words } from './words.ts';

export type Column = Props<{ text: Child }, { format: 'numeric' }>;

type Looks = {
  /** Each row is named by its first cell. */
  firstCellIsHeader: boolean;
  /** On a small screen each row is a list, its columns named beside each cell. */
  responsive: boolean;
};

type TableProps = Props<
  { head: readonly Column[]; rows: readonly (readonly Child[])[] },
  Looks & {
    caption: Child;
    captionSize: Size;
    captionHidden: boolean;
    compact: boolean;
    lastRowBorder: boolean;
  }
>;

const CellContent = ({ cell, column, responsive }: Props<{ cell: Child }, { column: Column; responsive: boolean }>) => {
  if (!responsive || !column) return <>{cell}</>;
  return (
    <>
      <span class="nhsuk-table__heading" aria-hidden="true">
        {column.text}{' '}
      </span>
      {/* Text is beside the name of its column; what is more holds together. */}
      {typeof cell === 'string' || typeof cell === 'number' ? cell : <span>{cell}</span>}
    </>
  );
};

const Cell = (props: Props<{ cell: Child; isHeader: boolean }, { column: Column; responsive: boolean }>) => {
  const { column, responsive, isHeader } = props;
  const block = isHeader ? 'nhsuk-table__header' : 'nhsuk-table__cell';
  const look = words(block, column?.format && `${block}--${column.format}`);
  const role = isHeader ? 'rowheader' : 'cell';
  return isHeader ? (
    <th class={look} scope="row" role={responsive ? role : undefined}>
      <CellContent {...props} />
    </th>
  ) : (
    <td class={look} role={responsive ? role : undefined}>
      <CellContent {...props} />
    </td>
  );
};

const Head = ({ head, responsive }: Props<{ head: readonly Column[] }, { responsive: boolean }>) => (
  <thead class="nhsuk-table__head" role={responsive ? 'rowgroup' : undefined}>
    <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
      {head.map(({ text, format }) => (
        <th
          class={words('nhsuk-table__header', format && `nhsuk-table__header--${format}`)}
          scope="col"
          role={responsive ? 'columnheader' : undefined}
        >
          {text}
        </th>
      ))}
    </tr>
  </thead>
);

export const Table = (props: TableProps) => {
  const { head, rows, firstCellIsHeader = false, responsive, caption, captionSize, lastRowBorder = true } = props;
  return (
    <table
      class={words(
        'nhsuk-table',
        props.compact && 'nhsuk-table--compact',
        responsive && 'nhsuk-table--responsive',
        !lastRowBorder && 'nhsuk-table--no-last-row-border',
      )}
      role={responsive ? 'table' : undefined}
    >
      {caption ? (
        <caption
          class={words(
            'nhsuk-table__caption',
            captionSize && `nhsuk-table__caption--${captionSize}`,
            props.captionHidden && 'nhsuk-u-visually-hidden',
          )}
        >
          {caption}
        </caption>
      ) : null}
      <Head head={head} responsive={responsive} />
      <tbody class="nhsuk-table__body">
        {rows.map((row) => (
          <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            {row.map((cell, index) => (
              <Cell
                cell={cell}
                column={head[index]}
                isHeader={firstCellIsHeader && index === 0}
                responsive={responsive}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
