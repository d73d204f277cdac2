import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-DCL-005',
  types: ['ztc_dedicated_line'],
  attribute: 'application_mode',
  allowed: (catalog) => catalog.keys('application_modes'),
  what: { en: 'application mode', zh: '申请方式' },
  fix: { en: 'say who applies for the line: self or agency', zh: '请说明由谁申请专线：self 或 agency' },
  examples: {
    pass: [{ given: { 'ztc_dedicated_line.a': { application_mode: 'agency' } } }],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { application_mode: 'shared' } },
        at: 'ztc_dedicated_line.a',
        message: 'other',
      },
    ],
    unknown: { never: 'the mode is given by the user' },
  },
});
