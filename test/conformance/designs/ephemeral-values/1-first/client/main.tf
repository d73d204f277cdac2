variable "token" {
  type      = string
  ephemeral = true
}
variable "region" {}
resource "terraform_data" "client" { input = var.region }
output "header" {
  value     = var.token
  ephemeral = true
}
output "region" { value = terraform_data.client.output }
