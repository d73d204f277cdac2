resource "terraform_data" "x" {
  settings {
    a = 1
  }
}
