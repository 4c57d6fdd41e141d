/** What core/person offers: the person, the field table, the kinds of values, Xledger's targets, problems in words, and how sensitive values are kept. */
export { FIELD_KEYS, FIELDS, fieldOf, isFieldKey, kindOf, SENSITIVE_FIELDS, UNIQUE_FIELDS, type Field } from './fields';
export { hmac } from './hmac';
export { hidden, hiddenBut, quoted } from './mask';
export { normalise, readValue, type Normalised } from './normalise';
export type { FieldKey, FieldValues, Person, Value } from './person';
export { NoReply, type Clock, type HttpReply, type HttpRequest, type Instant, type Post } from './ports';
export { keepsFromSync, problemOf, sentence, type Problem, type ProblemCode, type Side } from './problems';
export { fingerprint, isMadeWith, isSealed, keyFrom, open, seal, type KeyPurpose, type Opened } from './seal';
export type { Encoding, InputName, Part, RecordName, Shape, Target, TargetValue, Template, Write } from './target';
export { isRecord, isText, isTextOrNothing, shortWay } from './shortWay';
export * from './targets';
export type { Parsed, Reading, ValueKind, Why } from './valueKind';
export * from './values';
