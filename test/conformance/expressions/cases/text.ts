/** `format`, regular expressions, strings and templates: products of patterns and subjects. */

const VERBS =
  'v #v +v 5v -5v 05v .3v 020v t d 5d -5d 05d +d -08d x X #x b #b o #o e E +.2e f .2f 8.3f 08.2f .0f .f g G .3g .10g s q 10s -10s .2s #q +q 5% % c U p T w i *d [1]d [2]d';
const NUMBERS =
  '0 1 -1 1.5 -2.75 1e6 123456789 1e20 1e21 1234567890123456789012 0.1 1e-7 1/3 "12" "x" true null "1e3" [1] {a="<&>"} tolist(["a"])'.split(
    ' ',
  );

export const formats = (): string[] =>
  VERBS.split(' ').flatMap((verb) => NUMBERS.map((n) => `format("%${verb}", ${n})`));

const PATTERNS = [
  'a',
  'A',
  '(?i)a',
  '(a)(b)?',
  '(?P<x>a)(?P<y>b)?',
  '(?<x>a)',
  '(?P<x>a)(b)',
  'a|b',
  '^a$',
  '(?m)^b$',
  '(?s).+',
  '.+',
  '[[:alpha:]]+',
  '[^[:space:]]+',
  '[[:^digit:]]+',
  '\\\\d+',
  '\\\\pL+',
  '\\\\p{Greek}',
  '\\\\p{Lu}',
  '\\\\p{^L}',
  '\\\\bword\\\\b',
  '\\\\Aa',
  'a\\\\z',
  '\\\\Z',
  '(?=a)',
  '(?!a)',
  '(a)\\\\1',
  'a{2}',
  'a{2,}',
  'a{1001}',
  'a**',
  'a+?',
  '(?U)a+',
  '(?i:A)b',
  '[a-',
  '(',
  'a)',
  '[z-a]',
  '\\\\Qa.b\\\\E',
  '\\\\x41',
  '\\\\x{1F600}',
  '\\\\C',
  '\\\\s',
  '[\\\\s]+',
  '[\\\\d]+',
  '[]a]+',
  '[^]a]+',
  '\\\\/',
  'x*',
  '',
  '(a|ab)(c|bcd)',
  '$',
  '^',
  '[\\\\w-]+',
  'é',
  '(?i)É',
  '(?i)ß',
  '{',
  'a{,2}',
  'a{2',
  '}',
  '\\\\-',
  '\\\\_',
  '\\\\é',
  '(?P<n-1>a)',
  '(?P<1a>b)',
  '(?P<a>x)(?P<a>y)',
  '\\\\07',
  '\\\\101',
  '\\\\8',
  '(?x)a',
  '(?i)(?s)a.b',
  'a(?i)B',
  'a(?i)B|C',
  '(?i)a(?-i)B',
];
const SUBJECTS = ['a', 'aab b', 'abcd', 'A1 word_1 x', 'a\\nb', 'é😀', '', 'aaa.b/c-d', 'Κα'];

export const regexes = (): string[] =>
  PATTERNS.flatMap((pattern) =>
    SUBJECTS.flatMap((subject) => [
      `regex("${pattern}", "${subject}")`,
      `regexall("${pattern}", "${subject}")`,
      `replace("${subject}", "/${pattern}/", "<$0|$1|$\${1}x|$x|$$>")`,
    ]),
  );

const STRINGS = [
  '""',
  '"abc"',
  '"ABC def"',
  '"ß straße"',
  '"ǆ ǅ"',
  '"İI ı"',
  '"e\\u0301x"',
  '"😀👨‍👩‍👧x"',
  '"hello-world foo_bar it\'s"',
  '"  x \\t\\n"',
  '"a\\nb\\r\\n\\n"',
  '"\\u00a0x\\u2003"',
  '"1a 2b"',
  '"ﬁ ŉ ΐ"',
  '"Σας ΟΔΟΣ"',
  '"\\u0085x"',
  '"\\ufeffx"',
  '"日本 語"',
];
const ONE_ARGUMENT =
  'upper lower title chomp trimspace strrev length base64encode urlencode md5 sha1 sha256 sha512 base64sha256 base64sha512 jsonencode yamlencode basename dirname'.split(
    ' ',
  );
const CUTS = ['"a"', '" "', '"\\n"', '""', '"abc"', '"é"', '"x\\t\\n "'];
const RANGES = ['0,1', '0,-1', '1,2', '-1,1', '-2,-1', '100,1', '-100,2', '0,0', '2,100', '-1,-1', '0,-5'];
const ENCODINGS =
  'UTF-8 UTF-16LE UTF-16BE UTF-16 US-ASCII ISO-8859-1 windows-1252 Shift_JIS GBK latin1 KOI8-R utf8 x'.split(
    ' ',
  );

export const strings = (): string[] =>
  STRINGS.flatMap((text) => [
    ...ONE_ARGUMENT.map((f) => `${f}(${text})`),
    ...CUTS.flatMap((cut) => [
      ...['trim', 'trimprefix', 'trimsuffix', 'startswith', 'endswith', 'strcontains'].map(
        (f) => `${f}(${text},${cut})`,
      ),
      `split(${cut},${text})`,
      `replace(${text},${cut},"<$1>")`,
    ]),
    ...RANGES.map((range) => `substr(${text},${range})`),
    ...[0, 1, 4].map((n) => `indent(${n},${text})`),
  ]);

/** Tables of characters are made at each call, hence few. */
export const encodings = (): string[] =>
  ['""', '"ABC"', '"é ß"', '"日本 語"', '"Σ"', '"\\u20ac"'].flatMap((text) =>
    ENCODINGS.map((name) => `textencodebase64(${text},"${name}")`),
  );

const BODIES = [
  'a',
  'a\nb',
  '  a\n    b\n',
  '\ta\n',
  '  ${1}\n    x',
  '%{ if true }\nyes\n%{ else }\nno\n%{ endif }\n',
  '%{ if true ~}\nyes\n%{ else ~}\nno\n%{ endif ~}\n',
  '%{ for x in [1,2] }\n- ${x}\n%{ endfor }\n',
  '%{ for x in [1,2] ~}\n- ${x}\n%{ endfor ~}\n',
  '  %{~ for x in [1,2] ~}  \n  ${x}  \n  %{~ endfor ~}  \nend',
  'a ${~ 1 ~} b',
  'a ${1 ~}\n  b',
  'a\n  ${~ 1}',
  '$${x} %%{y} $x %y $ %',
  '$$$${1}',
  '${"in ${"deep"} q"}',
  '${true ? "a" : "b"}',
  '%{ for i,x in ["a","b"] }${i}=${x};%{ endfor }',
  '%{if true}%{if false}a%{else}b%{endif}%{endif}',
  '${[1]}',
  '${null}',
  '%{ if null }x%{endif}',
  '%{for x in null}x%{endfor}',
  '${1}${2}',
  '${1} ',
  'é😀e\u0301',
  '${ /* c */ 1 }',
  '${\n1\n}',
  '${{\na=1\nb=2\n}.b}',
  'a\r\nb',
  '~}',
  'x\n\n${~"y"~}\n\nz',
  '%{~ if true ~} a %{~ endif ~} b',
  '%{ if true }\n  a\n%{ endif }\nb',
  '\n\n  a\n\n',
  '  a\n b\n   c',
  '  a ${1}\n\n  b\n',
  '%{for x in ["a","b"]~}\n  ${x}\n%{~endfor}',
];

/** As quoted text and as heredocs of both kinds. */
export const templates = (): string[] =>
  BODIES.flatMap((body) => [
    `<<EOT\n${body}\nEOT\n`,
    `<<-EOT\n${body}\nEOT\n`,
    `<<-EOT\n  ${body.replaceAll('\n', '\n  ')}\n  EOT\n`,
    ...(/[\r\n]/.test(body) ? [] : [`"${body}"`]),
  ]);

const PREFIXES = [
  '10.0.0.0/8',
  '10.1.2.3/24',
  '192.168.0.0/31',
  '2001:db8::/32',
  'fd00::1/64',
  '10.0.0.0',
  '010.0.0.0/8',
  '10.0.0.0/33',
  '1.2.3/8',
  'x',
  'fe80::1%eth0/64',
  '255.255.255.255/32',
  '2001:DB8:0:0:0:0:0:1/128',
];

export const addresses = (): string[] =>
  PREFIXES.flatMap((prefix) => [
    `cidrnetmask("${prefix}")`,
    ...['0', '1', '5', '-1', '255', '256', '"2"', '1.5', '1e10'].map((n) => `cidrhost("${prefix}",${n})`),
    ...['8,0', '8,255', '8,256', '0,0', '1,1', '1,2', '24,5', '32,1', '64,18446744073709551615', '1.5,0'].map(
      (rest) => `cidrsubnet("${prefix}",${rest})`,
    ),
    ...['', ',4,4,8', ',1,1', ',1,1,1', ',8,4,4', ',0', ',32', ',-1', ',2,1'].map(
      (rest) => `cidrsubnets("${prefix}"${rest})`,
    ),
  ]);
