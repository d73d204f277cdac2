locals {
  adopted = { a = "id-a", b = "id-b" }
}
resource "terraform_data" "adopted" {
  for_each = local.adopted
  input    = each.key
}
import {
  for_each = local.adopted
  to       = terraform_data.adopted[each.key]
  id       = each.value
}
module "inner" {
  source = "./inner"
}
import {
  to = module.inner.terraform_data.x[1]
  id = "inner-${length(local.adopted)}"
}
