/** Configurations of `terraform_data` alone, in the shapes that graphs have: what both engines can do without any platform. */

export const SHAPES = {
  flat: 'flat: nothing refers to anything',
  chains: 'chains of ten',
  'fan-out': 'fan-out: roots with 49 dependents, which have up to three references',
} as const;

export type Shape = keyof typeof SHAPES;

const CHAIN = 10;
const FAN = 50;

type Input = Readonly<Record<string, unknown>>;

/** The content of a `*.tf.json` with `count` resources. */
export function configuration(shape: Shape, count: number): object {
  const resources = Array.from({ length: count }, (_, n) => [`r${n}`, { input: INPUTS[shape](n) }] as const);
  return { resource: { terraform_data: Object.fromEntries(resources) } };
}

const INPUTS: Readonly<Record<Shape, (n: number) => Input>> = {
  flat: plain,
  chains: (n) => (n % CHAIN === 0 ? plain(n) : { ...plain(n), from: id(n - 1) }),
  'fan-out': fanOut,
};

/** What a small resource has: a few texts, a number, an object. */
function plain(n: number): Input {
  return { role: `role-${n % 7}`, n, tags: { env: 'production', owner: `team-${n % 11}` } };
}

/** The first of a group is its root; the second is an id that the others need as well, the rest is a template. */
function fanOut(n: number): Input {
  const root = n - (n % FAN);
  if (n === root) return plain(n);
  const name = `\${terraform_data.r${root}.output.role}-${n}`;
  return n === root + 1
    ? { ...plain(n), root: id(root), name }
    : { ...plain(n), root: id(root), near: id(root + 1), name };
}

const id = (n: number): string => `\${terraform_data.r${n}.id}`;
