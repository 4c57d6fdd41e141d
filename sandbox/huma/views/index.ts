// How people look from outside: the plain shapes of lists and messages, the wrapped ones of details.
export * from './plain';
export { userDetails, fewDetails, positionDetails, LOCKED } from './wrapped';
