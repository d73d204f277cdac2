variable "target" {
  type     = string
  nullable = false
  default  = "default-target"
}
variable "extra" {}
resource "terraform_data" "monitor" {
  input = "${var.target}/${var.extra}"
}
output "target" {
  value      = var.target
  depends_on = [terraform_data.monitor]
}
