/** Flow 7: of several rows that remember one person only the newest is kept. What is still needed is written anew before the old rows go. */
import type { Flow, Node } from './flow';
import { everyNight, FLOW_IDS, manual, only, splitOut } from './nodes';
import { deleteRows, getRows, insertItems } from './tables';

/** Longer than any run lasts: a row that is not stored yet is never among those that are deleted. */
const A_DAY_AGO = '={{ $now.minus({ days: 1 }).toUTC().toISO() }}';

const read = 'Rows Older Than a Day';

export const tidyLinks: Flow = {
  id: FLOW_IDS.tidy,
  name: 'Xledger: Tidy the Links',
  errorFlow: FLOW_IDS.errorLog,
  forgetsSuccess: true,
  nodes: [
    everyNight('Every Night', [0, 1], { hour: 1, minute: 47 }),
    manual('Now', [0, 2]),
    { name: 'Before', type: 'n8n-nodes-base.set', typeVersion: 3.4, at: [1, 1], parameters: { mode: 'manual', assignments: { assignments: [{ id: '0', name: 'changedAt', type: 'string', value: A_DAY_AGO }] }, includeOtherFields: false, options: {} } },
    getRows(read, [2, 1], 'xledger_links', [['changedAt', 'lt', '={{ $json.changedAt }}']], undefined, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000, orderBy: ['id', 'ASC'] }),
    newestFirst('Newest First', [3, 1]),
    { name: 'The Newest of Each', type: 'n8n-nodes-base.removeDuplicates', typeVersion: 2, at: [4, 1], parameters: { operation: 'removeDuplicateInputItems', compare: 'selectedFields', fieldsToCompare: 'connection, humaId', options: {} } },
    { name: 'As One Item', type: 'n8n-nodes-base.aggregate', typeVersion: 1, at: [5, 1], parameters: { aggregate: 'aggregateAllItemData', destinationFieldName: 'newest', include: 'allFields', options: {} } },
    only('Any Older Ones?', [6, 1], [[`={{ $('${read}').all().length > $json.newest.length }}`, 'boolean', 'true']]),
    splitOut('Row by Row', [7, 1], 'newest'),
    insertItems('Write the Newest Anew', [8, 1], 'xledger_links'),
    only('All Are Written', [9, 1], [["={{ $json.insertedRows === $('Any Older Ones?').first().json.newest.length }}", 'boolean', 'true']]),
    deleteRows('Delete What Was Read', [10, 1], 'xledger_links', [['id', 'lte', `={{ $('${read}').last().json.id }}`], ['changedAt', 'lt', "={{ $('Before').first().json.changedAt }}"]]),
  ],
  wires: [
    ['Every Night', 'Before'],
    ['Now', 'Before'],
    ['Before', read],
    [read, 'Newest First'],
    ['Newest First', 'The Newest of Each'],
    ['The Newest of Each', 'As One Item'],
    ['As One Item', 'Any Older Ones?'],
    ['Any Older Ones?', 'Row by Row'],
    ['Row by Row', 'Write the Newest Anew'],
    ['Write the Newest Anew', 'All Are Written'],
    ['All Are Written', 'Delete What Was Read'],
  ],
  notes: [
    { at: [0, -0.2], size: [4.4, 0.9], text: '## Tidy the links\nWhat is remembered of people is only ever added to `xledger_links`, because that is fast; of several rows of one person the newest counts. This flow keeps that one and drops the older ones. **Publish it** where events come in; without it the table only grows.' },
    { at: [4.9, -0.2], size: [5.9, 0.9], color: 4, text: '### Why nothing can get lost\nThe newest row of each person is written anew, all in one insert, before anything is deleted; rows of the last day are neither read nor deleted. A run that ends in between leaves rows twice, and the next night they are one again.' },
  ],
};

/** By what counts: the time of the change; of equal ones the row that was written later. */
function newestFirst(name: string, at: Node['at']): Node {
  const sortField = ['changedAt', 'id'].map((fieldName) => ({ fieldName, order: 'descending' }));
  return { name, type: 'n8n-nodes-base.sort', typeVersion: 1, at, parameters: { type: 'simple', sortFieldsUi: { sortField }, options: {} } };
}
