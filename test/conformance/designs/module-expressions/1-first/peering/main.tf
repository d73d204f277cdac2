variable "pairs" {
  type    = map(object({ from = string, to = string }))
  default = {}
}
resource "terraform_data" "peering" {
  for_each         = var.pairs
  input            = each.value
  triggers_replace = [each.value.from, each.value.to]
}
output "ids" { value = [for key in sort(keys(var.pairs)) : terraform_data.peering[key].id] }
