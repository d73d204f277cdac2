variable "size" { type = number }
variable "kind" {
  type    = string
  default = "k"
}
resource "terraform_data" "inner" { input = var.size }
output "id" { value = terraform_data.inner.id }
