/** In which country values without one are read: two settings, wherever people of Huma are read without a connection. */
import type { INodeProperties } from 'n8n-workflow';

type Told = Record<'bankCountry' | 'phoneCountry', string>;

/** The two settings, with what each decides in the node at hand. */
export const countryOptions = ({ bankCountry, phoneCountry }: Told): INodeProperties[] => [
  { displayName: 'Default Bank Country', name: 'bankCountry', type: 'string', default: '', placeholder: 'e.g. NO', description: bankCountry },
  { displayName: 'Default Phone Country', name: 'phoneCountry', type: 'string', default: '', placeholder: 'e.g. NO', description: phoneCountry },
];

/** For nodes that only read Huma: nothing is compared there. */
export const HUMA_COUNTRY_OPTIONS = countryOptions({
  bankCountry: 'Two letters. Decides which identification counts where a user has several.',
  phoneCountry: 'Two letters. Phone numbers without a country code are read in it.',
});
