resource "terraform_data" "by_second" {
  input    = "second"
}
