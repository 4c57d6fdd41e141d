/** What the editor shows for Xledger Upsert Employee, from top to bottom. */
import type { INodeProperties } from 'n8n-workflow';
import { newEmployeesProperty } from '../../shared';
import { connection } from './connection';
import { options } from './options';
import { people } from './people';
import { rules } from './rules';

export const properties: INodeProperties[] = [...people, ...rules, connection, newEmployeesProperty, options];
