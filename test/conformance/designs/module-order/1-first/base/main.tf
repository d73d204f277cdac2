variable "release" {}
resource "terraform_data" "slow" {
  triggers_replace = var.release
  lifecycle { create_before_destroy = true }
}
output "name" { value = "base" }
output "id" { value = terraform_data.slow.id }
