/** Settings of rows that are created in Xledger (U4, U32). */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { CreationDefaults } from '../../../core/xledger';
import type { Schema } from '../parameters';
import { absentWhenBlank } from './texts';

/** What was chosen, as core takes it. */
export const newEmployees = z
  .object({ owner: absentWhenBlank, subledgerGroup: absentWhenBlank, employeeGroup: absentWhenBlank, supplierCodePrefix: absentWhenBlank })
  .transform(({ owner, subledgerGroup, employeeGroup, supplierCodePrefix }) => ({ ownerDbId: owner, subledgerGroupDbId: subledgerGroup, employeeGroupDbId: employeeGroup, supplierCodePrefix })) as Schema<CreationDefaults>;

export const newEmployeesProperty: INodeProperties = {
  displayName: 'Defaults for New Employees',
  name: 'newEmployees',
  type: 'collection',
  placeholder: 'Add default',
  default: {},
  description: 'What every employee that this node creates is given besides the synced fields',
  options: [
    {
      displayName: 'Employee Group Name or ID',
      name: 'employeeGroup',
      type: 'options',
      typeOptions: { loadOptionsMethod: 'getEmployeeGroups' },
      default: '',
      description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
    },
    {
      displayName: 'Owner Name or ID',
      name: 'owner',
      type: 'options',
      typeOptions: { loadOptionsMethod: 'getOwners' },
      default: '',
      description: 'The Xledger entity that the employee belongs to; needed where the token reaches several. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    },
    {
      displayName: 'Subledger Group Name or ID',
      name: 'subledgerGroup',
      type: 'options',
      typeOptions: { loadOptionsMethod: 'getSubledgerGroups' },
      default: '',
      description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
    },
    {
      displayName: 'Supplier Code Prefix',
      name: 'supplierCodePrefix',
      type: 'string',
      default: '',
      placeholder: 'e.g. A',
      description: "Put before the employment ID to make the code of the employee's supplier",
    },
  ],
};
