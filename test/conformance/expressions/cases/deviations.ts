/** Where we knowingly answer otherwise. The test fails when one of these becomes equal, so that the list stays true. */

export const DEVIATIONS: readonly { readonly reason: string; readonly expressions: readonly string[] }[] = [
  {
    reason: 'Terraform computes infinities, which it cannot store; here they are errors',
    expressions: [
      '(1/0) > 5',
      'can(1 % 0)',
      'min(1/0, 3)',
      'tonumber("inf") > 1',
      'can(pow(0, -1))',
      'can(log(0, 10))',
    ],
  },
  {
    reason: 'forms of numbers that only Go reads',
    expressions: ['tonumber("1p4")', 'tonumber("1e1000000") > 1'],
  },
  {
    reason: 'the last digit of powers with a fraction depends on the processor',
    expressions: ['pow(1.5, 2.5)'],
  },
  {
    reason: 'repetitions of what may be empty end later',
    expressions: ['regex("(|a)+", "aa")'],
  },
  {
    reason: 'arguments of which Terraform makes networks that do not exist, and /0, which it refuses',
    expressions: [
      'cidrsubnet("10.0.0.0/8", -1, 0)',
      'cidrsubnet("10.0.0.0/8", 8, -1)',
      'cidrhost("fd00::1/64", 340282366920938463463374607431768211455)',
      'cidrhost("::ffff:10.0.0.0/104", 1)',
      'cidrsubnets("0.0.0.0/0", 1, 1)',
    ],
  },
  {
    reason: 'the rarest characters of sets with three and four bytes',
    expressions: ['textencodebase64("ß", "GB18030")', 'textencodebase64("ß", "EUC-JP")'],
  },
  {
    reason: 'no place on Earth is a day away from UTC',
    expressions: ['timecmp("2018-01-02T23:12:01+24:00", "2018-01-02T23:12:01Z")'],
  },
];
