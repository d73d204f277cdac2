# Values that change their kind between edits.
variable "v" {
  type    = any
  default = "text"
}
variable "sensitive_keys" {
  type    = map(string)
  default = { a = "1" }
}
resource "terraform_data" "kind" { input = var.v }
resource "terraform_data" "user" { input = { copy = terraform_data.kind.output, same = terraform_data.kind.input } }
resource "terraform_data" "keyed" {
  for_each = var.sensitive_keys
  input    = sensitive(each.value)
}
output "kind" { value = terraform_data.kind.output }
output "keyed" {
  value     = { for key, one in terraform_data.keyed : key => one.output }
  sensitive = true
}
output "drops" { value = var.v == null ? "dropped" : null }
