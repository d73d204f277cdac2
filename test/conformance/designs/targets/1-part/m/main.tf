variable "name" {}
resource "terraform_data" "first" { input = var.name }
resource "terraform_data" "second" {
  count = 2
  input = "${terraform_data.first.output}-${count.index}"
}
output "first" { value = terraform_data.first.id }
output "second" { value = join("+", terraform_data.second[*].output) }
