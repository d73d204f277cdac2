variable "n" {}
resource "terraform_data" "a" { input = var.n }
resource "terraform_data" "c" {
  for_each = toset(["k"])
  input    = terraform_data.a.id
}
moved {
  from = terraform_data.b
  to   = terraform_data.c
}
resource "terraform_data" "extra" { input = "extra" }
