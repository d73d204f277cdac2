variable "least" { default = 36 }
resource "terraform_data" "source" { input = "x" }
module "m" {
  source = "./m"
  value  = terraform_data.source.id
  least  = var.least
}
resource "terraform_data" "independent" { input = var.least }
output "value" { value = module.m.value }
