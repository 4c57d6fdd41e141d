// What Huma remembers: people, their positions and identifications, groups and job titles.

export type GroupType = 'company' | 'location' | 'team';

export interface Address {
  line1: string;
  line2?: string;
  line3?: string;
  postalCode: string;
  city: string;
  country: string;
}

export type BankAccount = { number: string; country: string } | { iban: string; bic: string };

export interface Group {
  id: string;
  type: GroupType;
  name: string;
  description?: string;
  organizationNumber?: string;
  address?: Address;
}

export interface JobTitle {
  id: string;
  name: string;
  description?: string;
}

export interface Identification {
  id: string;
  type: 'national' | 'passport';
  value: string;
  country?: string;
}

export const CONTRACT_TYPES = ['Permanent', 'Temporary', 'Seasonal', 'Casual', 'Trainee', 'JobTrainingProgram', 'Consultant', 'Freelance', 'ThirdParty', 'Other'] as const;

export const END_REASONS = [
  'change_in_organization_or_internal_job_transfer', 'employee_resigned', 'employee_terminated',
  'temporary_contract_or_position_ended', 'change_in_payroll_system_or_accountant', 'other',
] as const;

export interface Position {
  id: string;
  titleId?: string;
  contractStartDate?: string;
  contractEndDate?: string;
  firstDayOfWork?: string;
  lastDayOfWork?: string;
  contractCountry?: string;
  contractType?: (typeof CONTRACT_TYPES)[number];
  percentage?: number;
  terminationNoticeDate?: string;
  probationEndDate?: string;
  description?: string;
  note?: string;
  endNote?: string;
  endReason?: (typeof END_REASONS)[number];
  wantedEnd?: boolean;
}

/** The profile fields that PATCH /users/{id} writes. A key that is not there is an empty field. */
export interface Profile {
  givenName: string;
  familyName: string;
  email: string;
  preferredName?: string;
  phone?: string;
  nationality?: string;
  birthDate?: string;
  homeAddress?: Address;
  civilStatus?: 'Married' | 'Relationship' | 'Single';
  gender?: string;
  dietaryRequirements?: string;
  interests?: string[];
  funfacts?: string;
  bankAccount?: BankAccount;
  employmentId?: string;
  relevantExperienceInMonths?: number;
  seniorityNote?: string;
  excludeFromInsights?: boolean;
  excludeFromSurveys?: boolean;
  privateEmail?: string;
}

export interface User {
  id: string;
  type: 'user' | 'service_user';
  active: boolean;
  deactivatedAt?: string;
  /** Outside what the key may see: not in lists, and answered as H12 says. */
  invisible?: boolean;
  profile: Profile;
  /** A new login e-mail that waits for the person's confirmation. */
  requestedEmail?: string;
  invitedAt?: string;
  lastLoggedInAt?: string;
  supervisor?: string;
  groups: string[];
  positions: Position[];
  identifications: Identification[];
  custom: Record<string, unknown>;
  /** H25–H27: linked to Huma's own Xledger integration. */
  linked: boolean;
}
