import { courseRows, FundingFacts, withCourse } from '../funding/message.ts';
import { facts, paragraph } from '../layout.ts';
import { dear, manageLink, messageKind } from '../message.ts';
import { inWords, refusedFile } from './refusals.ts';

/** To whoever uploaded the file: the applicant, or somebody who gives a statement, whose name then stands in the facts. */
export const documentRefused = messageKind({
  kind: 'document-refused',
  sort: 'service',
  facts: FundingFacts.extend(refusedFile),
  render: ({ filename, why, ...funding }, context) => {
    const [reason, whatToDo] = inWords(why);
    return {
      subject: withCourse('Please upload your file again', funding),
      blocks: [
        dear(funding),
        paragraph('We cannot use a file that you uploaded. Nobody has opened it.'),
        facts(['File', filename], ...courseRows(funding), ['Reference of the request', funding.reference]),
        paragraph(reason),
        paragraph(whatToDo),
        manageLink('Upload the file again', context),
      ],
      because: 'you uploaded a file for a funding request',
    };
  },
});
