/** What can be read from Xledger, in full pages, typed. */
export { lookAgain } from './again';
export { asIndex, byDbId, changedSince, everyone, INDEX, index, inChunks, numericIds } from './people';
export { contactsByEmail, contactsHaving, sameEmail, suppliersByCode, suppliersHaving, withCode, withEmail } from './parties';
export { writableSubledgers } from './subledgers';
export { readTogether, type Question } from './together';
export { notShownWithout } from './missingFields';
export { allRows } from './paging';
export { CONTACT_GENDERS_DOCUMENT, COUNTRIES_DOCUMENT, EMPLOYEE_GROUPS_DOCUMENT, EMPLOYEE_GROUPS_IN_USE_DOCUMENT, innerProbe, ownedProbe, plainProbe, SUPPLIER_GROUPS_DOCUMENT } from './documents';
export { dbId, NamedRow, SystemValueRow, type ContactRow, type SupplierRow } from './rows';
