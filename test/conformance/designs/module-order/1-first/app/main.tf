variable "name" {}
variable "base" {}
resource "terraform_data" "app" {
  input = { name = var.name, base = var.base }
}
data "terraform_remote_state" "defaults" {
  backend  = "local"
  config   = { path = "${path.root}/other.tfstate" }
}
check "reachable" {
  data "terraform_remote_state" "scoped" {
    backend = "local"
    config  = { path = "${path.root}/other.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.scoped.outputs.x == var.name
    error_message = "${var.name} is not ${data.terraform_remote_state.scoped.outputs.x}."
  }
}
output "name" {
  value      = var.name
  depends_on = [terraform_data.app, data.terraform_remote_state.defaults]
}
