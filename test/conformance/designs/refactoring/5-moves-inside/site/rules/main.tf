variable "members" {}
variable "network" {}
resource "terraform_data" "this" {
  input            = var.members
  triggers_replace = var.network
}
