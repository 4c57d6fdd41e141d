/** What the editor shows for Xledger Compare With Huma, from top to bottom. */
import type { INodeProperties } from 'n8n-workflow';
import { connectionProperty, limitsProperty } from '../../shared';
import { options } from './options';
import { people } from './people';
import { rules } from './rules';

export const properties: INodeProperties[] = [...people, ...rules, limitsProperty, connectionProperty, options];
