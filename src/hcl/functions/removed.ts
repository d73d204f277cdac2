/** Names that Terraform knows and this engine answers only with a reason. */

import { refused, type Table } from './define.ts';

const notTerraform = (name: string, instead: string): Table[string] =>
  refused(`the "${name}" function is OpenTofu's, and Terraform does not have it; ${instead}`);

export const lists: Table = {
  type: refused('the "type" function exists only in the console of Terraform'),
  urldecode: notTerraform('urldecode', 'pass the plain text'),
  base64gunzip: notTerraform('base64gunzip', 'pass the plain text'),
  cidrcontains: notTerraform('cidrcontains', 'compare cidrhost(prefix, 0) of both'),
  setsymmetricdifference: notTerraform(
    'setsymmetricdifference',
    'write setsubtract(setunion(a, b), setintersection(a, b))',
  ),
  list: refused('the "list" function was removed from the language; write [ … ] or tolist([ … ])'),
  map: refused('the "map" function was removed from the language; write { … } or tomap({ … })'),
};
