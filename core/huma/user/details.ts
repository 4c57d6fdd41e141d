/** Reads `GET /users/{id}`, together with what was learnt of the positions, into a user (huma.md 1.6). */
import type { Reading } from '../../person';
import type { HumaListedUser, HumaUser } from '../types';
import { readEmployment, type Employment } from './employment';
import { allFindings, readFields, TRUST } from './fields';
import { groupIds, hasOtherXledgerLink, isEmailPending, userType } from './marks';
import { PROFILE_KEYS } from './places';
import type { ListedUser, UserDetails } from './schemas';

/** A user with every field in one of its three states. Other accounts than users are told apart, and their fields read all the same. */
export function readDetails(details: UserDetails, employment: Employment, severalPositions: boolean, reading: Reading): HumaUser {
  const { active } = details.status;
  const trust = active ? TRUST.details : TRUST.lockedDetails;
  const { person, unreadable, problems } = allFindings(readFields(details, PROFILE_KEYS, trust, reading), readEmployment(employment, details, trust, reading));
  return {
    humaId: details.id,
    type: userType(details.type),
    active,
    person,
    unreadable,
    problems,
    groups: groupIds(details, 'any'),
    severalPositions,
    emailPending: isEmailPending(details),
    otherXledgerLink: hasOtherXledgerLink(details),
  };
}

/** One row of the list. A row without a status takes the one that was asked for. */
export function readListed(row: ListedUser, askedFor: boolean): HumaListedUser {
  const { id, type, status, givenName, familyName, email, phone, jobTitles, teams, locations, companies, groups } = row;
  return {
    humaId: id,
    type: userType(type),
    active: status?.active ?? askedFor,
    givenName,
    familyName,
    email,
    phone,
    jobTitles: jobTitles.map(({ name }) => name),
    groups: [...new Set([...companies, ...locations, ...teams, ...groups].map((group) => group.id))],
  };
}
