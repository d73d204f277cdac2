variable "n" {}
resource "terraform_data" "a" { input = var.n }
resource "terraform_data" "b" {
  for_each = toset(["k"])
  input    = terraform_data.a.id
}
