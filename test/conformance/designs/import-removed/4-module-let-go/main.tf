locals {
  adopted = { a = "id-a", b = "id-b" }
}
resource "terraform_data" "adopted" {
  for_each = { for key, id in local.adopted : key => id if key != "b" }
  input    = each.key
}
removed {
  from = module.inner
  lifecycle {
    destroy = false
  }
}
