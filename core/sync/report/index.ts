/** What is told to people: names, reasons in words, outcomes. */
export { shortName } from './names';
export { changesOf, changesOfNew, outcomesOf, type Result } from './outcomes';
export { list, reasonFor, type Note, type Told } from './reasons';
