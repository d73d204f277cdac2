variable "network" { type = any }
data "terraform_remote_state" "again" {
  backend    = "local"
  config     = { path = "network/terraform.tfstate" }
  depends_on = [terraform_data.app]
}
resource "terraform_data" "app" {
  for_each = var.network.subnets
  input    = { name = each.key, cidr = each.value }
}
output "in" { value = [for one in terraform_data.app : one.input.cidr] }
output "late" { value = data.terraform_remote_state.again.outputs.zone }
