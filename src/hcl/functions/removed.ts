/** Names that Terraform knows and this engine answers only with a reason. */

import { refused, type Table } from './define.ts';

export const lists: Table = {
  list: refused('the "list" function was removed from the language; write [ … ] or tolist([ … ])'),
  map: refused('the "map" function was removed from the language; write { … } or tomap({ … })'),
  'provider::terraform::encode_tfvars': refused(
    'provider::terraform::encode_tfvars is not available in this engine; use Terraform for this',
  ),
  'provider::terraform::decode_tfvars': refused(
    'provider::terraform::decode_tfvars is not available in this engine; use Terraform for this',
  ),
  'provider::terraform::encode_expr': refused(
    'provider::terraform::encode_expr is not available in this engine; use Terraform for this',
  ),
};
