/** How rows are kept between the comparison and its application: sealed, signed, read back, opened. */
export { openRow, type OpenDifference, type OpenRow } from './openRow';
export { readRow, type ReadRow } from './readRow';
export { sealValue, type Place } from './sealed';
export { sign, signWhenAsked, verify, type PartName, type Signed } from './signature';
