/** What the editor shows for Xledger Apply Sync Plan, from top to bottom. */
import type { INodeProperties } from 'n8n-workflow';
import { connectionProperty, limitsProperty, newEmployeesProperty } from '../../shared';
import { options } from './options';
import { rules } from './rules';

export const properties: INodeProperties[] = [...rules, limitsProperty, connectionProperty, newEmployeesProperty, options];
