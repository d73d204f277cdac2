/** What the cases refer to: locals of every degree of certainty, and a few files. */

import type { World } from './differential.ts';

export const PARTIAL: World = {
  config: {
    resource: {
      terraform_data: { u: { input: 'x' }, t: { input: [1, 2] }, o: { input: { k: 'v', l: 1 } } },
    },
    locals: {
      id: '${terraform_data.u.id}',
      dyn: '${terraform_data.u.output}',
      s: '${sensitive("sec")}',
      sl: '${sensitive(["a","b"])}',
      sm: '${sensitive({a=1})}',
      sid: '${sensitive(terraform_data.u.id)}',
      mixed: '${["a",sensitive("b")]}',
      mm: '${{a=sensitive("x"),b="y"}}',
      tlist: '${tolist([terraform_data.u.id,"b"])}',
      tset: '${toset([terraform_data.u.id,"b"])}',
      tmapu: '${tomap({a=terraform_data.u.id})}',
      unum: '${length(terraform_data.u.id)}',
      ulist: '${split(",",terraform_data.u.id)}',
      uset: '${toset(split(",",terraform_data.u.id))}',
      ubool: '${terraform_data.u.id == "x"}',
      ut: '${terraform_data.t.output}',
      uo: '${terraform_data.o.output}',
      snum: '${sensitive(length(terraform_data.u.id))}',
      maybe: '${terraform_data.u.id == "x" ? "a" : null}',
    },
  },
};

export const FILES: World = {
  config: {
    locals: {
      t: '$${x}-$${y}',
      n: '$${x}',
      l: '$${[1]}',
      o: '${{t="$${x}"}}',
      a: '${["$${x}"]}',
      nul: '${null}',
      num: 5,
      b: '%%{for i in x}$${i}%%{endfor}',
      f: '$${upper(x)}',
      r: '$${templatestring(x,{})}',
      bad: '$${nope}',
      esc: '$$$${x}',
      plain: 'abc',
    },
  },
  files: {
    't.tftpl': '${x}-${upper(y)}\n',
    'list.tftpl': '${[for i in x : i]}',
    'rec.tftpl': '${templatefile("t.tftpl",{x=1,y=2})}',
    'bad.tftpl': '${',
    'num.tftpl': '${1}',
    'rel.tftpl': '${file("a.txt")}',
    'for.tftpl': '%{ for i in x ~}\n${i}\n%{ endfor ~}\n',
    'a.txt': 'hello\n',
    'u.txt': 'é',
    '.hidden': 'h',
    'sp ace.txt': '1',
    '[x].txt': '2',
    'd/b.txt': 'b',
    'd/e/c.txt': 'c',
    'd/x.json': '{}',
  },
};

export const PROVIDER: World = {
  config: { terraform: { required_providers: { terraform: { source: 'terraform.io/builtin/terraform' } } } },
};

/** Texts for `templatestring`, which reads them when the batch is evaluated: a syntax error then costs one case. */
export function asTemplates(texts: readonly string[]): World {
  const escaped = (text: string): string => text.replace(/[$%]\{/g, (start) => `${start[0]}${start}`);
  const locals = Object.fromEntries(texts.map((text, i) => [`t${i}`, escaped(`\${${text}}`)]));
  return { config: { locals } };
}
