variable "names" {
  type    = list(string)
  default = ["a", "b"]
}
locals {
  upper = [for name in var.names : upper(name)]
}
resource "terraform_data" "a" {
  for_each = toset(var.names)
  input    = each.value
}
output "upper" { value = local.upper }
