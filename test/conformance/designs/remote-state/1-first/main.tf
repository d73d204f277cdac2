variable "names" {
  type    = list(string)
  default = ["network"]
}
data "terraform_remote_state" "other" {
  for_each = toset(var.names)
  backend  = "local"
  config   = { path = "${path.module}/${each.key}/terraform.tfstate" }
  defaults = { zone = "default", subnets = {} }
}
module "app" {
  source  = "./app"
  network = data.terraform_remote_state.other["network"].outputs
}
output "cidr" { value = data.terraform_remote_state.other["network"].outputs.cidr }
output "app" { value = module.app.in }
