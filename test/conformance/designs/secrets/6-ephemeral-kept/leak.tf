resource "terraform_data" "leak" {
  input = "bearer ${var.token}"
}
