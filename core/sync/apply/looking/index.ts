/** The second step: what the rows touch is read again, and each row is judged by what stands now. */
export { fieldsOf, look, type Seen } from './look';
