/** Who is who: matching, and the index of everyone in Xledger that it stands on. */
export { match, type Ambiguity, type Match, type MatchKey, type MatchOptions, type Seeker } from './match';
export { indexXledger, type UniqueKey, type XledgerIndex } from './xledgerIndex';
