/** What can be read from Xledger, in full pages, typed. */
export { byDbId, changedSince, everyone, index, inChunks, numericIds } from './people';
export { contactsByEmail, sameEmail, suppliersByCode, suppliersByDbId } from './parties';
export { notShownWithout } from './missingFields';
export { allRows } from './paging';
export { CONTACT_GENDERS_DOCUMENT, COUNTRIES_DOCUMENT, EMPLOYEE_GROUPS_DOCUMENT, EMPLOYEE_GROUPS_IN_USE_DOCUMENT, innerProbe, ownedProbe, plainProbe, SUPPLIER_GROUPS_DOCUMENT } from './documents';
export { dbId, NamedRow, SystemValueRow, type ContactRow, type SupplierRow } from './rows';
