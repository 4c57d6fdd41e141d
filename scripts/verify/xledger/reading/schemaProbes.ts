// Probes of the schema: which fields there are, which are demanded, which scalars identify rows.
import { is, oneOf, open, other, type Finding } from '../../findings';
import { demandedKeys, dbIdScalars, missingKeys } from '../schema';
import type { XledgerProbe } from '../tenant';

const CLOSED = 'The server does not tell its schema; --write can find it out.';

const inputs: XledgerProbe = {
  keys: ['U27', 'U18', 'U18lookup', 'U4'],
  find: ({ schema }) => {
    if (!schema) return Promise.resolve({ U27: oneOf(['introspectionOff', 'introspectionOffAndSomeMissing'], CLOSED), U18: open(CLOSED), U18lookup: open(CLOSED), U4: open(CLOSED) });
    const missing = missingKeys(schema);
    const demanded = demandedKeys(schema);
    const { node, lookup } = dbIdScalars(schema);
    return Promise.resolve({
      U27: missing.length === 0 ? is('allExist') : is('someMissing', `missing: ${missing.join(', ')}`),
      U18: scalar(node),
      U18lookup: scalar(lookup),
      U4: demanded.length > 0 ? is('moreNonNullFields', `demanded: ${demanded.join(', ')}`) : oneOf(['onlySupplierCodeAndDescription', 'serverRulesBeyondTheSchema'], 'Rules beyond the schema show only with --write.'),
    });
  },
};

const SCALARS: Readonly<Record<string, string>> = { ID: 'id', Int64String: 'int64String', Int: 'int' };

function scalar(names: readonly string[]): Finding {
  const [name, ...others] = names;
  if (name === undefined) return open('No such input was found in the schema.');
  if (others.length > 0) return other(`not the same everywhere: ${names.join(', ')}`);
  const position = SCALARS[name];
  return position ? is(position) : other(name);
}

export const SCHEMA_PROBES: readonly XledgerProbe[] = [inputs];
