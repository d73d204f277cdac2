variable "v" {}
variable "w" { default = "w" }
output "v" { value = "${var.v}/${var.w}" }
