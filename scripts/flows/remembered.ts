/** What every flow that upserts has in common: the connection's settings from its row, and how a result's link becomes a row of xledger_links. */
const row = "$('Connection').first().json";

export const CONNECTION_SETTINGS = {
  name: `={{ ${row}.connection }}`,
  // A text where a switch belongs: without the connection's row the node refuses as a whole, and every event waits.
  active: `={{ ${row}.active ?? 'There is no such connection' }}`,
  autoAdd: `={{ ${row}.autoAdd }}`,
  groupId: `={{ ${row}.groupId }}`,
  phoneCountry: `={{ ${row}.phoneCountry }}`,
  bankCountry: `={{ ${row}.bankCountry }}`,
} as const;

export const REMEMBERED: { where: ['connection' | 'humaId', 'eq', string][]; values: Record<string, string> } = {
  where: [
    ['connection', 'eq', '={{ $json.link.connection }}'],
    ['humaId', 'eq', '={{ $json.link.humaId }}'],
  ],
  values: {
    connection: '={{ $json.link.connection }}',
    humaId: '={{ $json.link.humaId }}',
    state: '={{ $json.link.state }}',
    employeeDbId: '={{ $json.link.employeeDbId }}',
    contactDbId: '={{ $json.link.contactDbId }}',
    subledgerDbId: '={{ $json.link.subledgerDbId }}',
    baseline: '={{ $json.link.baseline }}',
    changedAt: '={{ $json.link.changedAt }}',
  },
};
