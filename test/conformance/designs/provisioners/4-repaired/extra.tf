resource "terraform_data" "broken" {
  input = "x"
}
resource "terraform_data" "behind" {
  input = terraform_data.broken.id
}
resource "terraform_data" "independent" {
  input = "fine"
}
