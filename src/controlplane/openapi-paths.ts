/** Operations that belong to no resource type. */
import type { JsonObject } from '../client/client.ts';
import { TOKEN_OPERATIONS } from './mutate/tokens.ts';
import { ID, operation, PAGE, parameter, ref } from './openapi-parts.ts';

/** May have several parts, joined by slashes. */
const NAME = parameter('name', 'path', { type: 'string', pattern: '^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$' });
const WITH_CONTENT = { allOf: [ref('StateVersion'), { properties: { content: { type: 'string' } } }] };
const TOKEN_OPERATION = { type: 'string', enum: [...TOKEN_OPERATIONS] };

export const OTHER_PATHS: readonly (readonly [string, JsonObject])[] = [
  ['/v1/meta', { get: operation('meta', 'What the service is', { type: 'object' }) }],
  ['/v1/audit', { get: operation('audit', 'The audit trail', ref('AuditPage'), { parameters: PAGE }) }],
  [
    '/v1/work-orders',
    {
      get: operation('work_orders', 'Work orders', ref('WorkOrderPage'), {
        parameters: [parameter('state', 'query', { $ref: '#/components/schemas/WorkOrderState' }), ...PAGE],
      }),
    },
  ],
  [
    '/v1/tokens',
    {
      get: operation('token', 'What was accepted under a token', ref('TokenUse'), {
        parameters: [
          { ...parameter('operation', 'query', TOKEN_OPERATION), required: true },
          { ...parameter('token', 'query', { type: 'string' }), required: true },
        ],
      }),
    },
  ],
  [
    '/v1/tokens/settle',
    {
      post: operation('settle', 'The same, and nothing more is accepted under it', ref('TokenUse'), {
        body: {
          type: 'object',
          required: ['operation', 'token'],
          properties: { operation: TOKEN_OPERATION, token: { type: 'string', minLength: 1, maxLength: 64 } },
        },
      }),
    },
  ],
  [
    '/v1/work-orders/{id}',
    { get: operation('work_order', 'One work order', { type: 'object' }, { parameters: [ID] }) },
  ],
  [
    '/v1/work-orders/{id}/approve',
    {
      post: operation(
        'approve',
        'Approve a work order (operator)',
        { type: 'object' },
        {
          parameters: [ID],
          body: { type: 'object', properties: { values: { type: 'object' } } },
        },
      ),
    },
  ],
  [
    '/v1/work-orders/{id}/reject',
    {
      post: operation(
        'reject',
        'Reject a work order (operator)',
        { type: 'object' },
        {
          parameters: [ID],
          body: {
            type: 'object',
            required: ['reason'],
            properties: { reason: { type: 'string', minLength: 1 } },
          },
        },
      ),
    },
  ],
  ['/v1/states', { get: operation('states', 'Saved states', ref('StateVersionPage'), { parameters: PAGE }) }],
  [
    '/v1/states/{name}/versions',
    {
      get: operation('state_versions', 'Versions of a state, newest first', ref('StateVersionPage'), {
        parameters: [NAME, ...PAGE],
      }),
    },
  ],
  [
    '/v1/states/{name}/versions/{version}',
    {
      get: operation('state_version', 'One version with its content, as a text', WITH_CONTENT, {
        parameters: [NAME, parameter('version', 'path', { type: 'integer', minimum: 1 })],
      }),
    },
  ],
  [
    '/v1/states/{name}/restore',
    {
      post: operation('restore_state', 'Make an old version the newest', ref('StateVersion'), {
        parameters: [NAME],
        body: {
          type: 'object',
          required: ['version'],
          properties: { version: { type: 'integer', minimum: 1 }, lock_id: { type: 'string' } },
        },
      }),
    },
  ],
  [
    '/v1/states/{name}/lock',
    {
      get: operation(
        'state_lock',
        'Who holds the lock of a state',
        { type: 'object', properties: { lock: { oneOf: [ref('StateLock'), { type: 'null' }] } } },
        { parameters: [NAME] },
      ),
      delete: operation(
        'unlock_state',
        'Remove the lock of a state, whoever holds it',
        { type: 'object', properties: { removed: { type: 'boolean' } } },
        { parameters: [NAME] },
      ),
    },
  ],
];
