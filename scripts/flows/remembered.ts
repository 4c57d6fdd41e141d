/** How a result's link becomes a row of xledger_links: the same in every flow that upserts. */
export const REMEMBERED: { where: ['connection' | 'humaId', 'eq', string][]; values: Record<string, string> } = {
  where: [
    ['connection', 'eq', '={{ $json.link.connection }}'],
    ['humaId', 'eq', '={{ $json.link.humaId }}'],
  ],
  values: {
    connection: '={{ $json.link.connection }}',
    humaId: '={{ $json.link.humaId }}',
    state: '={{ $json.link.state }}',
    employeeDbId: "={{ $json.link.employeeDbId ?? '' }}",
    contactDbId: "={{ $json.link.contactDbId ?? '' }}",
    subledgerDbId: "={{ $json.link.subledgerDbId ?? '' }}",
    baseline: '={{ $json.link.baseline }}',
    changedAt: '={{ $json.link.changedAt }}',
  },
};
