/** What is told to people: names, reasons in words, outcomes, reports as HTML and as text. */
export { shortName } from './names';
export { changesOf, changesOfNew, outcomesOf, type Result } from './outcomes';
export { list, reasonFor, type Note, type Told } from './reasons';
export { toHtml } from './html';
export { moment, oneLine, TONES, type ReportChange, type ReportLine, type ReportPage, type ReportSection, type Tone } from './page';
export { toText } from './plainText';
