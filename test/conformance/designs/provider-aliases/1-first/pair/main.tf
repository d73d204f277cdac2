terraform {
  required_providers {
    terraform = {
      source                = "terraform.io/builtin/terraform"
      configuration_aliases = [terraform.first, terraform.second]
    }
  }
}
variable "value" { type = number }
resource "terraform_data" "default" { input = var.value }
resource "terraform_data" "first" {
  provider = terraform.first
  input    = var.value * 10
}
module "leaf" {
  source    = "../leaf"
  providers = { terraform = terraform.second }
  value     = terraform_data.first.output
}
output "sum" {
  value = terraform_data.default.output + module.leaf.value
}
