variable "value" {}
resource "terraform_data" "base" {
  input = var.value
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "user" {
  count            = 2
  input            = "${terraform_data.base.output}/${count.index}"
  triggers_replace = terraform_data.base.id
}
output "id" { value = terraform_data.base.id }
