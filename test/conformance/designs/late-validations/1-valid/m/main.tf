variable "least" {}
variable "unused" {
  default = "u"
  validation {
    condition     = length("${var.unused}${var.value}") > 10
    error_message = "Too short."
  }
}
variable "value" {
  validation {
    condition     = length(var.value) >= var.least
    error_message = "The value ${var.value} is shorter than ${var.least}."
  }
}
locals { value = var.value }
resource "terraform_data" "user" { input = local.value }
resource "terraform_data" "behind" { input = terraform_data.user.id }
resource "terraform_data" "other" { input = var.least }
output "value" { value = var.value }
