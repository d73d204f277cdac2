variable "key" {
  sensitive = true
  default   = "k"
}
check "sensitive_message" {
  assert {
    condition     = var.key == "other"
    error_message = "The key is ${var.key}."
  }
}
output "unfit" {
  value = "x"
  precondition {
    condition     = terraform_data.allowed.id == "never"
    error_message = "id is ${terraform_data.allowed.id}"
  }
}
