import { ErrorSummary } from 'nhsuk-frontend';
import { signatureBytes } from '#domain/documents/file-types.ts';
import {
  type Fault,
  faultOfAnswer,
  faultOfFile,
  type Limits,
  noAnswer,
  noFile,
  progressInWords,
  unreadable,
} from './upload-words.ts';

function find<E extends Element>(within: ParentNode, selector: string, type: new () => E): E {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`There is no ${selector}`);
}

/** What a template of the page holds, to be put somewhere. */
function copyOf(id: string): HTMLElement {
  const copy = find(document, `template#${id}`, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
  if (copy instanceof HTMLElement) return copy;
  throw new Error(`Nothing is in ${id}`);
}

/** Posts a form's fields, and says how much of it is gone. @returns none where there was no answer */
const post = (url: string, fields: FormData, onProgress: (percent: number) => void) =>
  new Promise<{ readonly status: number; readonly text: string } | undefined>((answered) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress((100 * loaded) / total));
    request.addEventListener('load', () => answered({ status: request.status, text: request.responseText }));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => answered(undefined));
    request.open('POST', url);
    request.send(fields);
  });

/** What is wrong stands where the page itself would say it: before the heading, at the field, and in the title. */
function createFaults(field: HTMLInputElement, beginAgain: string) {
  const { title } = document;
  const description = field.getAttribute('aria-describedby') ?? '';
  const group = field.closest('.nhsuk-form-group');
  let shown: readonly Element[] = [];

  function atField(text: string): Element {
    const message = copyOf('fault');
    message.lastChild?.replaceWith(text);
    group?.classList.add('nhsuk-form-group--error');
    field.before(message);
    field.setAttribute('aria-describedby', `${description} ${message.id}`.trim());
    return message;
  }

  return {
    clear(): void {
      for (const each of shown) each.remove();
      shown = [];
      document.title = title;
      group?.classList.remove('nhsuk-form-group--error');
      field.setAttribute('aria-describedby', description);
    },
    show({ text, isOver = false }: Fault): void {
      const summary = copyOf('faults');
      const link = find(summary, 'a', HTMLAnchorElement);
      link.textContent = text;
      if (isOver) link.href = beginAgain;
      find(document, 'h1', HTMLElement).before(summary);
      shown = isOver ? [summary] : [summary, atField(text)];
      document.title = `Error: ${title}`;
      new ErrorSummary(summary);
    },
  };
}

async function faultOfChosen(file: File | undefined, limits: Limits): Promise<Fault | undefined> {
  if (!file) return noFile;
  try {
    const firstBytes = new Uint8Array(await file.slice(0, signatureBytes).arrayBuffer());
    return faultOfFile({ size: file.size, firstBytes }, limits);
  } catch {
    return unreadable;
  }
}

/** Sends a file from the page that it is chosen on, which says how far it is and what went wrong; without this, its form does by itself. */
export function uploadFrom(form: HTMLFormElement): void {
  const { upload = '{}', largestBytes, then = '/' } = form.dataset;
  const signed: Readonly<Record<string, string>> = JSON.parse(upload);
  const field = find(form, 'input[type=file]', HTMLInputElement);
  const button = find(form, 'button', HTMLButtonElement);
  const bar = find(form, 'progress', HTMLProgressElement);
  const status = find(form, '[role=status]', HTMLElement);
  const limits = { largestBytes: Number(largestBytes), type: field.accept };
  const faults = createFaults(field, then);

  function say(percent: number): void {
    bar.value = percent;
    const words = progressInWords(percent);
    if (status.textContent !== words) status.textContent = words;
  }

  async function send(file: File): Promise<Fault | undefined> {
    const fields = new FormData();
    for (const [name, value] of Object.entries(signed)) fields.append(name, value);
    // Last, as the store asks; what it is called stays here.
    fields.append('file', file, 'file');
    bar.hidden = false;
    say(0);
    const answer = await post(form.getAttribute('action') ?? '', fields, say);
    return answer ? faultOfAnswer(answer.status, answer.text, limits) : noAnswer;
  }

  let isSending = false;
  async function begin(): Promise<void> {
    isSending = true;
    // Not disabled: whoever uses a keyboard would lose their place.
    button.setAttribute('aria-disabled', 'true');
    faults.clear();
    const file = field.files?.[0];
    const fault = (await faultOfChosen(file, limits)) ?? (file && (await send(file)));
    // In place of this page, whose form is used up.
    if (!fault) return location.replace(then);
    bar.hidden = true;
    status.textContent = '';
    isSending = false;
    button.removeAttribute('aria-disabled');
    faults.show(fault);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isSending) begin();
  });
}
