variable "value" {
  type = number
  validation {
    condition     = var.value >= 0
    error_message = "negative"
  }
}
resource "terraform_data" "a" {
  input = var.value
}
check "even" {
  assert {
    condition     = terraform_data.a.output % 2 == 0
    error_message = "${terraform_data.a.output} is odd"
  }
}
output "value" {
  value = terraform_data.a.output
  precondition {
    condition     = terraform_data.a.id != ""
    error_message = "no id"
  }
}
