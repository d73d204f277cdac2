/** Infrastructure as code for 证通云: the parts that every program needs. Products have entries of their own. */
export { App, type AppProps, type Synthesis } from './core/app.ts';
export { Component } from './core/component.ts';
export { ERROR_CODES, type ErrorCode, type ErrorData, ZtcError } from './core/errors.ts';
export { Rules, type WaiverProps } from './core/rules.ts';
export { Site, type SiteProps } from './core/site.ts';
export { Stack, type StackProps } from './core/stack.ts';
export { SynthError } from './core/synth-error.ts';
