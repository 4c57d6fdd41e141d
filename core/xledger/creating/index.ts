/** Creating people in Xledger, and finding what a broken run left of them. */
export { createPeople } from './creating';
export { leftovers } from './leftovers';
