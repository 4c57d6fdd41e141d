/** What an earlier run learnt about the forms that an Xledger takes: as it comes back in from a table, and the options that go with it. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { TenantForms } from '../../../core/xledger';
import type { Schema } from '../parameters';

/** An object, or its text as a table keeps it. What is not known any more is asked again. */
export const learntForms = z.preprocess(
  (given) => (typeof given === 'string' ? fromText(given) : given),
  z
    .object({
      country: z.enum(['tenantName', 'englishName', 'code']).optional().catch(undefined),
      supplierAddress: z.enum(['flat', 'tenantName', 'englishName', 'code']).optional().catch(undefined),
      gender: z.enum(['code', 'dbIds', 'name']).optional().catch(undefined),
      nodeDbId: z.enum(['number', 'text']).optional().catch(undefined),
      lookupDbId: z.enum(['number', 'text']).optional().catch(undefined),
      inputs: z.enum(['whole', 'closed']).optional().catch(undefined),
      subledgers: z.literal('suppliers').optional().catch(undefined),
      emailFilter: z.literal('turnedDown').optional().catch(undefined),
      codeFilter: z.literal('turnedDown').optional().catch(undefined),
      together: z.literal('turnedDown').optional().catch(undefined),
      seenAt: z.string().optional().catch(undefined),
      create: z.literal('asMeant').optional().catch(undefined),
      update: z.enum(['asMeant', 'more']).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
) as Schema<TenantForms | undefined>;

function fromText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const learntOption = (description: string): INodeProperties => ({ displayName: 'Learnt About Xledger', name: 'learnt', type: 'json', default: '', description });
