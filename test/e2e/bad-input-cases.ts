/** What can be wrong, and the code that says so. */
import type { Env, Project } from '../support/cli.ts';

export type Body = Record<string, unknown>;

const VPC = { site: 'sh-jq', cidr: '10.8.0.0/16', name: 'main' };
const SUBNET = { vpc_id: '${ztc_vpc.main.id}', cidr: '10.8.1.0/24' };

/** The configuration that has been applied, with these resources instead and these blocks besides. */
export function config(resource: Body, more: Body = {}): Body {
  return {
    terraform: { required_providers: { ztc: { source: 'ztc-cdk/ztc' } } },
    provider: { ztc: {} },
    resource,
    ...more,
  };
}

export const GOOD = config({ ztc_vpc: { main: VPC }, ztc_vswitch: { app: SUBNET } });

export interface Case {
  readonly name: string;
  readonly code: string;
  /** What the message has to name besides. */
  readonly names?: RegExp;
  readonly main?: Body;
  readonly prepare?: (project: Project) => unknown;
  readonly args?: readonly string[];
  readonly env?: Env;
}

export const vpc = (more: Body): Body => config({ ztc_vpc: { main: { ...VPC, ...more } } });

const spoilState = (change: (text: string) => string) => (project: Project) =>
  project.write('terraform.tfstate', change(project.read('terraform.tfstate')));

export const CONFIGURATIONS: readonly Case[] = [
  {
    name: 'a value of the wrong type',
    code: 'ZTC-E-CONFIG-TYPE-MISMATCH',
    names: /"site": string required/,
    main: vpc({ site: ['sh-jq'] }),
  },
  {
    name: 'a text for a number',
    code: 'ZTC-E-CONFIG-TYPE-MISMATCH',
    main: config({ ztc_eip: { a: { site: 'sh-jq', bandwidth_mbps: 'fast' } } }),
  },
  {
    name: 'a value that is not allowed',
    code: 'ZTC-REG-001',
    names: /"mars"; allowed: \["sh-jq"/,
    main: vpc({ site: 'mars' }),
  },
  {
    name: 'an unknown attribute',
    code: 'ZTC-E-CONFIG-ARGUMENT',
    names: /"colour"/,
    main: vpc({ colour: 'red' }),
  },
  {
    name: 'a computed attribute',
    code: 'ZTC-E-CONFIG-COMPUTED',
    names: /router_id/,
    main: vpc({ router_id: 'vrt-1' }),
  },
  {
    name: 'a missing attribute',
    code: 'ZTC-E-CONFIG-MISSING',
    names: /site is missing/,
    main: config({ ztc_vpc: { main: { cidr: '10.8.0.0/16' } } }),
  },
  {
    name: 'two attributes that exclude each other',
    code: 'ZTC-E-CONFIG-EXACTLY-ONE',
    main: vpc({ allocation_id: 'vaa-1' }),
  },
  {
    name: 'an unknown type',
    code: 'ZTC-E-PROVIDER-TYPE',
    names: /ztc_vpx/,
    main: config({ ztc_vpx: { a: {} } }),
  },
  {
    name: 'a dangling reference',
    code: 'ZTC-E-REF-UNDECLARED',
    names: /ztc_vpc\.other/,
    main: config({
      ztc_vpc: { main: VPC },
      ztc_vswitch: { app: { ...SUBNET, vpc_id: '${ztc_vpc.other.id}' } },
    }),
  },
  {
    name: 'a cycle',
    code: 'ZTC-E-CONFIG-CYCLE',
    names: /ztc_vpc\.a.*ztc_vpc\.b/,
    main: config({
      ztc_vpc: {
        a: { site: 'sh-jq', cidr: '10.1.0.0/16', name: '${ztc_vpc.b.id}' },
        b: { site: 'sh-jq', cidr: '10.2.0.0/16', name: '${ztc_vpc.a.id}' },
      },
    }),
  },
  {
    name: 'a design that a rule forbids',
    code: 'ZTC-VPC-003',
    names: /10\.99\.0\.0\/24/,
    main: config({ ztc_vpc: { main: VPC }, ztc_vswitch: { app: { ...SUBNET, cidr: '10.99.0.0/24' } } }),
  },
  {
    name: 'malformed JSON',
    code: 'ZTC-E-JSON-SYNTAX',
    names: /main\.tf\.json:\d+:\d+/,
    prepare: (project) => project.write('main.tf.json', '{"resource": {"ztc_vpc": '),
  },
  {
    name: 'malformed native syntax',
    code: 'ZTC-E-HCL-SYNTAX',
    names: /network\.tf:1:33/,
    prepare: (project) => project.write('network.tf', 'resource "ztc_vpc" "other" cidr = 1\n'),
  },
  {
    name: 'a module of a registry',
    code: 'ZTC-E-CONFIG-UNSUPPORTED',
    names: /module "net" from "example\/net\/ztc".*Terraform/,
    main: config({ ztc_vpc: { main: VPC } }, { module: { net: { source: 'example/net/ztc' } } }),
  },
  {
    name: 'a provisioner for machines',
    code: 'ZTC-E-CONFIG-UNSUPPORTED',
    names: /provisioner "remote-exec" of ztc_vpc\.main.*Terraform/,
    main: vpc({ provisioner: { 'remote-exec': { inline: ['true'] } } }),
  },
  {
    name: 'a provider that ztc does not have',
    code: 'ZTC-E-CONFIG-UNSUPPORTED',
    names: /"aws".*Terraform/,
    main: config({ aws_vpc: { a: { cidr_block: '10.0.0.0/16' } } }),
  },
  {
    name: 'a backend that is not local',
    code: 'ZTC-CLI-BACKEND',
    names: /s3/,
    main: { ...GOOD, terraform: { backend: { s3: { bucket: 'b', key: 'k', region: 'r' } } } },
  },
  { name: 'an undeclared variable', code: 'ZTC-E-VARIABLE-UNDECLARED', args: ['plan', '--var', 'x=1'] },
  {
    name: 'a variable without a value',
    code: 'ZTC-E-VARIABLE-MISSING',
    main: { ...GOOD, variable: { x: {} } },
  },
];

export const STATES: readonly Case[] = [
  {
    name: 'a truncated state',
    code: 'ZTC-E-STATE-MALFORMED',
    names: /terraform\.tfstate:\d+:\d+/,
    prepare: spoilState((text) => text.slice(0, text.length / 2)),
  },
  { name: 'an empty state', code: 'ZTC-E-STATE-MALFORMED', prepare: spoilState(() => '') },
  {
    name: 'a state of a newer version',
    code: 'ZTC-E-STATE-VERSION',
    prepare: spoilState((text) => text.replace('"version": 4', '"version": 5')),
  },
  {
    name: 'a state of an older version',
    code: 'ZTC-E-STATE-VERSION',
    prepare: spoilState((text) => text.replace('"version": 4', '"version": 3')),
  },
  {
    name: 'a foreign file for a state',
    code: 'ZTC-E-STATE-VERSION',
    prepare: spoilState(() => '{"hello": "world"}\n'),
  },
  {
    name: 'a state of objects that are newer than the provider',
    code: 'ZTC-E-STATE-NEWER',
    prepare: spoilState((text) => text.replaceAll('"schema_version": 0', '"schema_version": 7')),
  },
];

export const USAGE: readonly Case[] = [
  { name: 'an unknown option', code: 'ZTC-CLI-USAGE', names: /--colour/, args: ['plan', '--colour'] },
  { name: 'an unknown command', code: 'ZTC-CLI-USAGE', names: /plann.*\n?.*plan/, args: ['plann'] },
  { name: 'an option without its value', code: 'ZTC-CLI-USAGE', args: ['plan', '--out'] },
  {
    name: 'a value that is no number',
    code: 'ZTC-CLI-USAGE',
    args: ['apply', '--auto-approve', '--parallelism', 'many'],
  },
  { name: 'an option without a name', code: 'ZTC-CLI-BAD_ASSIGNMENT', args: ['plan', '--var', 'x'] },
  {
    name: 'options that contradict each other',
    code: 'ZTC-CLI-OPTIONS',
    args: ['plan', '-destroy', '-refresh-only'],
  },
  { name: 'all outputs as bare text', code: 'ZTC-CLI-NOT_RAW', args: ['output', '-raw'] },
  { name: 'a missing file', code: 'ZTC-CLI-NOT_FOUND', names: /plan\.json/, args: ['apply', 'plan.json'] },
  { name: 'a missing folder', code: 'ZTC-CLI-NOT_FOUND', args: ['audit', 'nowhere'] },
  {
    name: 'a file that is neither plan nor state',
    code: 'ZTC-CLI-NOT_UNDERSTOOD',
    args: ['audit', 'main.tf.json'],
  },
  {
    name: 'an unknown stack',
    code: 'ZTC-CLI-NO_STACK',
    names: /production/,
    args: ['plan', '--stack', 'production'],
  },
  { name: 'a target that is no address', code: 'ZTC-E-ADDRESS', args: ['plan', '--target', 'nothing'] },
  { name: 'an unknown rule', code: 'ZTC-CLI-UNKNOWN_ID', args: ['explain', 'ZTC-VPC-999'] },
  { name: 'an unknown address', code: 'ZTC-CLI-NOT_IN_STATE', args: ['state', 'show', 'ztc_vpc.other'] },
  { name: 'an unknown output', code: 'ZTC-CLI-NO_OUTPUT_VALUE', args: ['output', 'other'] },
  { name: 'an apply that nobody can confirm', code: 'ZTC-CLI-NO_TERMINAL', args: ['destroy'] },
  {
    name: 'a project that is none',
    code: 'ZTC-CLI-NO_PROJECT',
    prepare: (project) => project.remove('main.tf.json'),
  },
  { name: 'an unknown work order', code: 'ZTC-API-NOT_FOUND', args: ['operator', 'approve', 'wo-none'] },
];

export const ENDPOINTS: readonly Case[] = [
  {
    name: 'an endpoint where nobody answers',
    code: 'ZTC-API-UNREACHABLE',
    env: { ZTC_ENDPOINT: 'http://127.0.0.1:1' },
  },
  {
    name: 'an endpoint of another machine',
    code: 'ZTC-CLI-ENDPOINT',
    env: { ZTC_ENDPOINT: 'http://192.0.2.1:8733' },
  },
  { name: 'an endpoint that is no URL', code: 'ZTC-CLI-ENDPOINT', env: { ZTC_ENDPOINT: 'here' } },
];
