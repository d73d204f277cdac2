resource "terraform_data" "broken" {
  input = "x"
  provisioner "local-exec" {
    command = "exit 9"
  }
}
resource "terraform_data" "behind" {
  input = terraform_data.broken.id
}
resource "terraform_data" "independent" {
  input = "fine"
}
output "behind" { value = terraform_data.behind.output }
