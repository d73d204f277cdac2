resource "terraform_data" "x" {
  count = 2
  input = "x${count.index}"
}
resource "terraform_data" "y" {
  input = terraform_data.x[*].id
  provisioner "local-exec" {
    when    = destroy
    command = "echo ${self.id} gone >> destroyed.log"
  }
}
output "ids" { value = terraform_data.x[*].id }
