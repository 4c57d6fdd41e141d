/** What can be read from Xledger, in full pages, typed. */
export { byDbId, changedSince, everyone, index, inChunks, numericIds } from './people';
export { contactsByEmail, sameEmail, suppliersByCode, suppliersByDbId } from './parties';
export { allRows } from './paging';
export { dbId, NamedRow, SystemValueRow, type ContactRow, type SupplierRow } from './rows';
